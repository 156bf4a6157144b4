package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent in units of the gradient's running root mean square.
 *
 * <p>Formula: {@code v <- alpha v + (1 - alpha) g^2}, {@code p <- p - lr g / (sqrt(v) + epsilon)}; epsilon outside the root, as in PyTorch.
 * <br>Cost: one state.
 * <br>Source: Tieleman, Hinton, "Neural networks for machine learning", lecture 6.5, 2012.
 *
 * @param alpha the share of the mean square that stays; from 0 to below 1
 * @param epsilon keeps the quotient finite; above 0
 */
public record RmsProp(Schedule schedule, double alpha, double epsilon) implements Optimizer {
    public static final double DEFAULT_ALPHA = 0.99;
    public static final double DEFAULT_EPSILON = 1e-8;

    private static final String MEAN_SQUARE = "v";

    /** @throws IllegalArgumentException for settings out of range */
    public RmsProp {
        Require.share("alpha", alpha, "RmsProp");
        Require.positive("epsilon", epsilon, "RmsProp");
    }

    /** @throws IllegalArgumentException for a rate that is not finite and above 0 */
    public static RmsProp of(double learningRate) {
        return new RmsProp(new ConstantRate(learningRate), DEFAULT_ALPHA, DEFAULT_EPSILON);
    }

    public RmsProp withAlpha(double other) {
        return new RmsProp(schedule, other, epsilon);
    }

    public RmsProp withEpsilon(double other) {
        return new RmsProp(schedule, alpha, other);
    }

    @Override
    public RmsProp withSchedule(Schedule other) {
        return new RmsProp(other, alpha, epsilon);
    }

    @Override
    public List<String> state() {
        return List.of(MEAN_SQUARE);
    }

    @Override
    public Result update(Inputs in) {
        Value g = in.gradient();
        Value v = in.state(MEAN_SQUARE).times(alpha).plus(g.square().times(1 - alpha));
        Value step = g.over(v.sqrt().plus(epsilon));
        return new Result(in.parameters().minus(step.times(in.learningRate())), Map.of(MEAN_SQUARE, v));
    }
}
