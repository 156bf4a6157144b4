package dev.hebb.metric;

/**
 * Quantiles of the standard normal distribution.
 *
 * <p>Formula: Newton's method on {@code F(x) = 1/2 + f(x) (x + x^3/3 + x^5/(3 5) + ..)} with the density {@code f}. From 0 upwards F is concave, so no step goes
 * past the root.
 * <br>Source: Marsaglia, "Evaluating the normal distribution", Journal of Statistical Software 11(4), 2004.
 */
final class NormalQuantile {
    private static final int MOST_STEPS = 100;
    private static final double SMALLEST_STEP = 1e-14;

    private NormalQuantile() {}

    /** The {@code x >= 0} that a normal number is below with {@code probability}, which is from 0.5 to below 1; to 1e-9 up to 1 - 1e-7. */
    static double of(double probability) {
        double x = 0;
        double step = Double.POSITIVE_INFINITY;
        for (int i = 0; i < MOST_STEPS && step > SMALLEST_STEP; i++) {
            step = (probability - distribution(x)) / density(x);
            x += step;
        }
        return x;
    }

    private static double density(double x) {
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    }

    private static double distribution(double x) {
        double term = x;
        double sum = 0;
        for (int odd = 3; sum + term != sum; odd += 2) {
            sum += term;
            term *= x * x / odd;
        }
        return 0.5 + density(x) * sum;
    }
}
