package dev.hebb.expr;

/** The error function in double precision, to some units in the last place. Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 7.1.6 and 7.1.14. */
final class ErrorFunction {
    /** From here on the result rounds to 1. */
    private static final double ONE_FROM = 6;

    /** Up to here the series is short and loses nothing: its terms have one sign. */
    private static final double SERIES_UP_TO = 2;

    /** So deep the continued fraction does not move any more behind {@link #SERIES_UP_TO}. */
    private static final int DEPTH = 120;

    private ErrorFunction() {}

    /** {@code 2 / sqrt(pi)} times the integral of {@code exp(-t^2)} from 0 to {@code x}. */
    static double of(double x) {
        double size = Math.abs(x);
        if (size > ONE_FROM) {
            return Math.signum(x);
        }
        return size > SERIES_UP_TO ? Math.signum(x) * (1 - complement(size)) : series(x);
    }

    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.ulp(sum) / 2; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** {@code 1 - erf(x)} for large {@code x}: a hundredth at most, so its own errors hardly count. */
    private static double complement(double x) {
        double fraction = x;
        for (int n = DEPTH; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }
}
