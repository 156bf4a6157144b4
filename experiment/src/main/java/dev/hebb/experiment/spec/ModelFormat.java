package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Kind.Either;
import dev.hebb.experiment.spec.Kind.Pick;
import dev.hebb.experiment.spec.Kind.Real;
import dev.hebb.experiment.spec.Kind.Sub;
import dev.hebb.experiment.spec.Kind.Whole;
import dev.hebb.experiment.spec.Kind.Word;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The layers of {@code model}. */
final class ModelFormat {
    static final List<Activation> ACTIVATIONS = List.of(
            Activations.identity(),
            Activations.relu(),
            Activations.leakyRelu(),
            Activations.sigmoid(),
            Activations.tanh(),
            Activations.gelu(),
            Activations.softplus(),
            Activations.softmax());
    static final String LINEAR = "linear";

    static final Section DENSE = Section.of(
            "model.dense",
            "A fully connected layer. `dense: 64` is short for `dense: {units: 64}`.",
            Key.required("units", Whole.COUNT, "64", "How many units it has."),
            Key.of(
                    "activation",
                    new Word("an activation", activations()),
                    Activations.identity().name(),
                    "What is applied to the weighted sums; `linear` is another name of `identity`."),
            Key.of("l1", Range.ZERO_OR_MORE, 0, "The penalty on the absolute weights."),
            Key.of("l2", Range.ZERO_OR_MORE, 0, "The penalty on the squared weights."),
            Key.flag("bias", true, "Whether a number per unit is added to the weighted sums."));

    static final Section DROPOUT = Section.of(
            "model.dropout",
            "Sets a share of the units to 0 while training. `dropout: 0.2` is short for `dropout: {rate: 0.2}`.",
            Key.required("rate", new Real(Range.FROM_0_TO_BELOW_1), "0.2", "The share."));

    static final Section FLATTEN =
            Section.of("model.flatten", "Makes a row of numbers of a picture, as a dense layer takes it.");

    static final Pick LAYER = new Pick("a layer", layers());

    private ModelFormat() {}

    private static List<String> activations() {
        List<String> names =
                new ArrayList<>(ACTIVATIONS.stream().map(Activation::name).toList());
        names.add(LINEAR);
        return names;
    }

    private static Map<String, Kind> layers() {
        Map<String, Kind> layers = new LinkedHashMap<>();
        layers.put("dense", Either.of(Whole.COUNT, new Sub(DENSE)));
        layers.put("dropout", Either.of(new Real(Range.FROM_0_TO_BELOW_1), new Sub(DROPOUT)));
        layers.put("flatten", new Sub(FLATTEN));
        return layers;
    }
}
