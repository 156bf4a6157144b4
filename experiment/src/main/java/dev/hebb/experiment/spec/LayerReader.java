package dev.hebb.experiment.spec;

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
    private LayerReader() {}

    /** No layers at all is a linear model. */
    static List<Layer> read(Optional<SpecNode> model) {
        List<Layer> layers = new ArrayList<>();
        model.ifPresent(node -> {
            for (SpecNode element : node.elements()) {
                layers.add(layer(Fields.choice(element, ModelFormat.LAYER)));
            }
        });
        return layers;
    }

    private static Layer layer(SpecNode.Choice choice) {
        return switch (choice.name()) {
            case "dense" -> dense(choice.settings());
            case "dropout" -> dropout(choice.settings());
            case "flatten" -> {
                choice.settings().fields(ModelFormat.FLATTEN);
                yield Flatten.of();
            }
            default -> throw new AssertionError(choice);
        };
    }

    private static Layer dense(SpecNode node) {
        if (node instanceof SpecScalar scalar && !scalar.value().isEmpty()) {
            return Dense.of(Fields.count(node));
        }
        Fields fields = node.fields(ModelFormat.DENSE);
        fields.require("units");
        Penalty penalty = Penalty.elasticNet(fields.number("l1"), fields.number("l2"));
        Dense dense = Dense.of(fields.count("units"), activation(fields.word("activation")))
                .withPenalty(penalty);
        return fields.flag("bias") ? dense : dense.withoutBias();
    }

    private static Activation activation(String name) {
        return ModelFormat.ACTIVATIONS.stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst()
                .orElse(Activations.identity());
    }

    private static Layer dropout(SpecNode node) {
        if (node instanceof SpecMap) {
            Fields fields = node.fields(ModelFormat.DROPOUT);
            fields.require("rate");
            return Dropout.of(fields.number("rate"));
        }
        return Dropout.of(Fields.number(node, Range.FROM_0_TO_BELOW_1));
    }
}
