package dev.hebb.optim;

/**
 * The same learning rate at every step.
 *
 * @param rate above 0 and finite
 */
public record ConstantRate(double rate) implements Schedule {
    /** @throws IllegalArgumentException for a rate that is not finite and above 0 */
    public ConstantRate {
        Require.positive("learning rate", rate, "ConstantRate");
    }

    @Override
    public double learningRate(int epoch, long step) {
        return rate;
    }
}
