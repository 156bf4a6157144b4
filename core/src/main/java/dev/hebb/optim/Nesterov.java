package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with Nesterov's momentum: the velocity is applied once more, ahead of time.
 *
 * <p>Formula: {@code v <- mu v + g}, {@code p <- p - lr (g + mu v)}; PyTorch's form.
 * <br>Cost: one state.
 * <br>Source: Sutskever, Martens, Dahl, Hinton, "On the importance of initialization and momentum in deep learning", 2013.
 *
 * @param momentum mu, the share of the velocity that stays; from 0 to below 1
 */
public record Nesterov(Schedule schedule, double momentum) implements Optimizer {
    private static final String VELOCITY = "v";

    /** @throws IllegalArgumentException for a momentum out of range */
    public Nesterov {
        Require.share("momentum", momentum, "Nesterov");
    }

    /**
     * With {@link Momentum#DEFAULT_MOMENTUM}.
     *
     * @throws IllegalArgumentException for a rate that is not finite and above 0
     */
    public static Nesterov of(double learningRate) {
        return new Nesterov(new ConstantRate(learningRate), Momentum.DEFAULT_MOMENTUM);
    }

    public Nesterov withMomentum(double other) {
        return new Nesterov(schedule, other);
    }

    @Override
    public Nesterov withSchedule(Schedule other) {
        return new Nesterov(other, momentum);
    }

    @Override
    public List<String> state() {
        return List.of(VELOCITY);
    }

    @Override
    public Result update(Inputs in) {
        Value velocity = in.state(VELOCITY).times(momentum).plus(in.gradient());
        Value ahead = velocity.times(momentum).plus(in.gradient());
        return new Result(in.parameters().minus(ahead.times(in.learningRate())), Map.of(VELOCITY, velocity));
    }
}
