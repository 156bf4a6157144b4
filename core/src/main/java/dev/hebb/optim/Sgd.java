package dev.hebb.optim;

import java.util.List;
import java.util.Map;

/**
 * Gradient descent: the gradient of a batch, scaled.
 *
 * <p>Formula: {@code p <- p - lr g}.
 * <br>Cost: no state.
 * <br>Source: Robbins, Monro, "A stochastic approximation method", 1951.
 */
public record Sgd(Schedule schedule) implements Optimizer {
    /** @throws IllegalArgumentException for a rate that is not finite and above 0 */
    public static Sgd of(double learningRate) {
        return new Sgd(new ConstantRate(learningRate));
    }

    @Override
    public Sgd withSchedule(Schedule other) {
        return new Sgd(other);
    }

    @Override
    public List<String> state() {
        return List.of();
    }

    @Override
    public Result update(Inputs in) {
        return new Result(in.parameters().minus(in.gradient().times(in.learningRate())), Map.of());
    }
}
