package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Fields.Range;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Penalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the list {@code model}. */
final class LayerReader {
    private static final List<Activation> ACTIVATIONS = List.of(
            Activations.identity(),
            Activations.relu(),
            Activations.leakyRelu(),
            Activations.sigmoid(),
            Activations.tanh(),
            Activations.softplus(),
            Activations.softmax());
    private static final String LINEAR = "linear";

    private LayerReader() {}

    /** No layers at all is a linear model. */
    static List<Layer> read(Optional<SpecNode> model) {
        List<Layer> layers = new ArrayList<>();
        model.ifPresent(node -> {
            for (SpecNode element : node.elements()) {
                layers.add(layer(element.choice("layer")));
            }
        });
        return layers;
    }

    private static Layer layer(SpecNode.Choice choice) {
        return switch (SpecReader.oneOf(choice.named(), "a layer", List.of("dense", "dropout", "flatten"))) {
            case "dense" -> dense(choice.settings());
            case "dropout" -> dropout(choice);
            case "flatten" -> {
                choice.settings().fields(List.of(), List.of());
                yield Flatten.of();
            }
            default -> throw new AssertionError(choice);
        };
    }

    private static Layer dense(SpecNode node) {
        if (node instanceof SpecScalar scalar && !scalar.value().isEmpty()) {
            return Dense.of(Fields.whole(node, 1));
        }
        Fields fields = node.fields(List.of("units", "activation", "l1", "l2", "bias"), List.of());
        int units = Fields.whole(fields.require("units", "units: 64"), 1);
        Activation activation =
                fields.get("activation").map(LayerReader::activation).orElse(Activations.identity());
        Penalty penalty = Penalty.elasticNet(
                fields.number("l1", 0, Range.ZERO_OR_MORE), fields.number("l2", 0, Range.ZERO_OR_MORE));
        Dense dense = Dense.of(units, activation).withPenalty(penalty);
        return fields.flag("bias", true) ? dense : dense.withoutBias();
    }

    private static Activation activation(SpecNode node) {
        List<String> names =
                new ArrayList<>(ACTIVATIONS.stream().map(Activation::name).toList());
        names.add(LINEAR);
        String name = SpecReader.oneOf(node, "an activation", names);
        return ACTIVATIONS.stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElse(Activations.identity());
    }

    private static Layer dropout(SpecNode.Choice choice) {
        if (choice.settings() instanceof SpecMap map) {
            SpecNode rate = map.fields(List.of("rate"), List.of()).require("rate", "a rate, as in dropout: 0.2");
            return Dropout.of(Fields.number(rate, Range.FROM_0_TO_BELOW_1));
        }
        return Dropout.of(Fields.number(choice.settings(), Range.FROM_0_TO_BELOW_1));
    }
}
