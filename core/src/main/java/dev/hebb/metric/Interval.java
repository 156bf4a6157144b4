package dev.hebb.metric;

import dev.hebb.random.RandomStream;
import dev.hebb.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A range that a figure of a sample lies in with some confidence.
 *
 * @param low NaN together with {@code high} where nothing can be said
 * @param high at least {@code low}
 */
public record Interval(double low, double high) {
    /** The confidence of {@link #bootstrap}. */
    public static final double BOOTSTRAP_CONFIDENCE = 0.95;

    /** @throws IllegalArgumentException for a low end above the high one, and one NaN alone */
    public Interval {
        boolean isUnknown = Double.isNaN(low) && Double.isNaN(high);
        if (!isUnknown && !(low <= high)) {
            throw new IllegalArgumentException(
                    "expected a low end up to the high one but got " + low + " and " + high + " in Interval");
        }
    }

    /**
     * Wilson's interval of a share, which stays in [0, 1] and is right for few rows too.
     *
     * <p>Formula: {@code (s + z^2/2n -+ z sqrt(s (1 - s)/n + z^2/4n^2)) / (1 + z^2/n)} with the share {@code s = hits / n} of n rows and the normal quantile z.
     * <br>Source: Wilson, "Probable inference", Journal of the American Statistical Association 22, 1927.
     *
     * @param hits from 0 to {@code rows}
     * @param rows above 0
     * @param confidence above 0 and below 1, such as 0.95
     * @throws IllegalArgumentException for numbers out of these ranges
     */
    public static Interval wilson(double hits, double rows, double confidence) {
        requireShare(hits, rows, confidence);
        double z = NormalQuantile.of(0.5 + confidence / 2);
        double share = hits / rows;
        double z2 = z * z / rows;
        double centre = share + z2 / 2;
        double half = z * Math.sqrt(share * (1 - share) / rows + z2 / (4 * rows));
        return new Interval(
                hits == 0 ? 0 : Math.max(0, (centre - half) / (1 + z2)),
                hits == rows ? 1 : Math.min(1, (centre + half) / (1 + z2)));
    }

    private static void requireShare(double hits, double rows, double confidence) {
        boolean isShare = hits >= 0 && rows > 0 && hits <= rows && Double.isFinite(rows);
        if (!isShare) {
            throw new IllegalArgumentException(
                    "expected hits from 0 to the rows but got " + hits + " of " + rows + " in Interval.wilson");
        }
        boolean isConfidence = confidence > 0 && confidence < 1;
        if (!isConfidence) {
            throw new IllegalArgumentException(
                    "expected a confidence above 0 and below 1 but got " + confidence + " in Interval.wilson");
        }
    }

    /**
     * The middle 95 % of a figure over samples of the rows, drawn with replacement. Equal arguments give equal intervals.
     *
     * <p>The ends are the 2.5 % and 97.5 % quantiles, interpolated linearly. Samples whose figure is NaN, such as those without a class, do not count; where
     * none is left, both ends are NaN.
     * <br>Cost: {@code resamples} calls of {@code figure}, one after another.
     * <br>Source: Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.
     *
     * @param rows how many there are, 1 or more
     * @param resamples how many samples are drawn, 1 or more; 1000 is usual
     * @param figure of the rows numbered in an array of length {@code rows}, some of them more than once; not to be kept
     * @throws IllegalArgumentException for no rows and no samples
     */
    public static Interval bootstrap(int rows, long seed, int resamples, ToDoubleFunction<int[]> figure) {
        if (rows < 1 || resamples < 1) {
            throw new IllegalArgumentException("expected 1 or more rows and samples but got " + rows + " and "
                    + resamples + " in Interval.bootstrap");
        }
        int[] sample = new int[rows];
        double[] figures = IntStream.range(0, resamples)
                .mapToDouble(i -> {
                    RandomStream random = new RandomStream(seed, Purpose.BOOTSTRAP, i);
                    Arrays.setAll(sample, unused -> random.nextInt(rows));
                    return figure.applyAsDouble(sample);
                })
                .filter(one -> !Double.isNaN(one))
                .sorted()
                .toArray();
        double tail = (1 - BOOTSTRAP_CONFIDENCE) / 2;
        return figures.length == 0
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(quantile(figures, tail), quantile(figures, 1 - tail));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        double part = place - below;
        return part == 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part;
    }
}
