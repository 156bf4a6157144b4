package dev.hebb.experiment.spec;

import dev.hebb.experiment.spec.Kind.Pick;
import dev.hebb.experiment.spec.Kind.Sub;
import dev.hebb.optim.Adam;
import dev.hebb.optim.AdamW;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.RmsProp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The optimizers of {@code training.optimizer} and their settings. */
final class OptimizerFormat {
    private static final double ADAPTIVE_RATE = 1e-3;
    private static final double PLAIN_RATE = 1e-2;
    private static final Key MOMENTUM =
            Key.of("momentum", Range.FROM_0_TO_BELOW_1, Momentum.DEFAULT_MOMENTUM, "The share of the last update.");
    private static final List<Section> ALL = List.of(
            optimizer("sgd", PLAIN_RATE, "Stochastic gradient descent."),
            optimizer("momentum", PLAIN_RATE, "Gradient descent with momentum.", MOMENTUM),
            optimizer("nesterov", PLAIN_RATE, "Gradient descent with Nesterov's momentum.", MOMENTUM),
            optimizer(
                    "rmsprop",
                    ADAPTIVE_RATE,
                    "Gradients divided by a moving average of their size.",
                    Key.of("alpha", Range.FROM_0_TO_BELOW_1, RmsProp.DEFAULT_ALPHA, "The decay of the average."),
                    Key.of("epsilon", Range.POSITIVE, RmsProp.DEFAULT_EPSILON, "Keeps the division away from 0.")),
            optimizer("adam", ADAPTIVE_RATE, "Adam.", beta1(), beta2(), epsilon()),
            optimizer(
                    "adamw",
                    ADAPTIVE_RATE,
                    "Adam with decoupled weight decay.",
                    beta1(),
                    beta2(),
                    epsilon(),
                    Key.of(
                            "weight_decay",
                            Range.ZERO_OR_MORE,
                            AdamW.DEFAULT_WEIGHT_DECAY,
                            "The share of the weights that every update takes away, times the learning rate.")));

    static final Pick OPTIMIZER = new Pick("an optimizer", byName());

    private OptimizerFormat() {}

    private static Section optimizer(String name, double rate, String description, Key... more) {
        Key[] keys = new Key[more.length + 1];
        keys[0] = Key.of(OptimizerSpec.LEARNING_RATE, Range.POSITIVE, rate, "The learning rate.");
        System.arraycopy(more, 0, keys, 1, more.length);
        return Section.of("training.optimizer." + name, description, keys);
    }

    private static Key beta1() {
        return Key.of("beta1", Range.FROM_0_TO_BELOW_1, Adam.DEFAULT_BETA1, "The decay of the mean gradient.");
    }

    private static Key beta2() {
        return Key.of("beta2", Range.FROM_0_TO_BELOW_1, Adam.DEFAULT_BETA2, "The decay of the mean squared gradient.");
    }

    private static Key epsilon() {
        return Key.of("epsilon", Range.POSITIVE, Adam.DEFAULT_EPSILON, "Keeps the division away from 0.");
    }

    private static Map<String, Kind> byName() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        ALL.forEach(section ->
                kinds.put(section.path().substring(section.path().lastIndexOf('.') + 1), new Sub(section)));
        return kinds;
    }

    /** The settings of an optimizer. */
    static Section section(String name) {
        return ALL.stream()
                .filter(section -> section.path().endsWith("." + name))
                .findFirst()
                .orElseThrow();
    }
}
