package dev.hebb.optim;

import java.util.List;

/**
 * Gradient descent along the running mean of the gradient, in units of its running root mean square.
 *
 * <p>Formula: {@code m <- b1 m + (1 - b1) g}, {@code v <- b2 v + (1 - b2) g^2},
 * {@code p <- p - lr / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)}; epsilon after the bias correction, as in PyTorch.
 * <br>Cost: two states.
 * <br>Source: Kingma, Ba, "Adam: a method for stochastic optimization", 2015, algorithm 1.
 *
 * @param beta1 the share of the mean that stays; from 0 to below 1
 * @param beta2 the share of the mean square that stays; from 0 to below 1
 * @param epsilon keeps the quotient finite; above 0
 */
public record Adam(Schedule schedule, double beta1, double beta2, double epsilon) implements Optimizer {
    public static final double DEFAULT_BETA1 = 0.9;
    public static final double DEFAULT_BETA2 = 0.999;
    public static final double DEFAULT_EPSILON = 1e-8;

    /** @throws IllegalArgumentException for settings out of range */
    public Adam {
        new Moments(beta1, beta2, epsilon).require("Adam");
    }

    /** @throws IllegalArgumentException for a rate that is not finite and above 0 */
    public static Adam of(double learningRate) {
        return new Adam(new ConstantRate(learningRate), DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON);
    }

    public Adam withBetas(double first, double second) {
        return new Adam(schedule, first, second, epsilon);
    }

    public Adam withEpsilon(double other) {
        return new Adam(schedule, beta1, beta2, other);
    }

    @Override
    public Adam withSchedule(Schedule other) {
        return new Adam(other, beta1, beta2, epsilon);
    }

    @Override
    public List<String> state() {
        return Moments.STATE;
    }

    @Override
    public Result update(Inputs in) {
        return new Moments(beta1, beta2, epsilon).step(in, in.parameters());
    }
}
