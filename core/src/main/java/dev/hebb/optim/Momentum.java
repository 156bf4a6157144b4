package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with momentum.
 *
 * <p>Formula: {@code v <- mu v + g}, {@code p <- p - lr v}; PyTorch's form, in which the learning rate stands outside the velocity.
 * <br>Cost: one state.
 * <br>Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
 *
 * @param momentum mu, the share of the velocity that stays; from 0 to below 1
 */
public record Momentum(Schedule schedule, double momentum) implements Optimizer {
    public static final double DEFAULT_MOMENTUM = 0.9;

    private static final String VELOCITY = "v";

    /** @throws IllegalArgumentException for a momentum out of range */
    public Momentum {
        Require.share("momentum", momentum, "Momentum");
    }

    /** @throws IllegalArgumentException for a rate that is not finite and above 0 */
    public static Momentum of(double learningRate) {
        return new Momentum(new ConstantRate(learningRate), DEFAULT_MOMENTUM);
    }

    public Momentum withMomentum(double other) {
        return new Momentum(schedule, other);
    }

    @Override
    public Momentum withSchedule(Schedule other) {
        return new Momentum(other, momentum);
    }

    @Override
    public List<String> state() {
        return List.of(VELOCITY);
    }

    @Override
    public Result update(Inputs in) {
        Value velocity = in.state(VELOCITY).times(momentum).plus(in.gradient());
        return new Result(in.parameters().minus(velocity.times(in.learningRate())), Map.of(VELOCITY, velocity));
    }
}
