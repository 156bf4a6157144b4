package dev.hebb.nn;

/**
 * What large weights add to the loss: {@code l1 sum|w| + l2 sum w^2}, or the means of the lectures, {@code l1/n sum|w| + l2/n sum w^2} with n the number of
 * weights of the parameter. The ridge of the lectures, {@code 1/2n sum w^2}, is {@code l2Mean(0.5)}'s form.
 *
 * @param l1 factor of the absolute values, 0 or more
 * @param l2 factor of the squares, 0 or more
 * @param isMean whether both are divided by the number of weights
 */
public record Penalty(double l1, double l2, boolean isMean) {
    public static final Penalty NONE = new Penalty(0, 0, false);

    public Penalty {
        requireFactor("l1", l1);
        requireFactor("l2", l2);
    }

    private static void requireFactor(String name, double factor) {
        if (!(factor >= 0) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("expected a penalty " + name + " of 0 or more but got " + factor);
        }
    }

    /** {@code factor sum|w|}. */
    public static Penalty l1(double factor) {
        return new Penalty(factor, 0, false);
    }

    /** {@code factor sum w^2}. */
    public static Penalty l2(double factor) {
        return new Penalty(0, factor, false);
    }

    /** {@code l1 sum|w| + l2 sum w^2}. */
    public static Penalty elasticNet(double l1, double l2) {
        return new Penalty(l1, l2, false);
    }

    /** The lectures' lasso: {@code factor/n sum|w|}. */
    public static Penalty lassoMean(double factor) {
        return new Penalty(factor, 0, true);
    }

    /** The lectures' ridge: {@code factor/2n sum w^2}. */
    public static Penalty ridgeMean(double factor) {
        return new Penalty(0, factor / 2, true);
    }

    /** The lectures' elastic net: {@code factor (r lasso + (1-r) ridge)} with the means above; {@code 0 <= r <= 1}. */
    public static Penalty elasticNetMean(double factor, double r) {
        if (!(r >= 0 && r <= 1)) {
            throw new IllegalArgumentException("expected an elastic net ratio from 0 to 1 but got " + r);
        }
        return new Penalty(factor * r, factor * (1 - r) / 2, true);
    }

    public boolean isNone() {
        return l1 == 0 && l2 == 0;
    }

    /** The same penalty as sums, for a parameter of {@code weights} weights. */
    public Penalty asSum(long weights) {
        return isMean ? new Penalty(l1 / weights, l2 / weights, false) : this;
    }
}
