package dev.hebb.optim;

import java.util.List;

/** The rules that come with the engine. */
public final class Optimizers {
    private Optimizers() {}

    /** Every rule of this package, with the defaults of its settings. */
    public static List<Optimizer> all(double learningRate) {
        return List.of(
                Sgd.of(learningRate),
                Momentum.of(learningRate),
                Nesterov.of(learningRate),
                RmsProp.of(learningRate),
                Adam.of(learningRate),
                AdamW.of(learningRate));
    }
}
