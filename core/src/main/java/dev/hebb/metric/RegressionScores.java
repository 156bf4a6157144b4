package dev.hebb.metric;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The scores of all rows of a regression at once, also those that do not add up over batches, in float64 and in the targets' own unit. Immutable.
 *
 * <p>Sums of squares are taken about the mean, so that targets far from 0 lose no digits.
 */
public final class RegressionScores {
    private final double[] actual;
    private final double[] residuals;

    private RegressionScores(double[] actual, double[] residuals) {
        this.actual = actual;
        this.residuals = residuals;
    }

    /**
     * @param actual targets
     * @param predicted as many
     * @throws IllegalArgumentException for no rows, unequal lengths and numbers that are not finite
     */
    public static RegressionScores of(double[] actual, double[] predicted) {
        if (actual.length == 0 || predicted.length != actual.length) {
            throw new IllegalArgumentException("expected as many predictions as targets, 1 or more, but got "
                    + predicted.length + " for " + actual.length + " in RegressionScores");
        }
        double[] residuals = new double[actual.length];
        for (int row = 0; row < actual.length; row++) {
            residuals[row] = finite(actual[row], "target", row) - finite(predicted[row], "prediction", row);
        }
        return new RegressionScores(actual.clone(), residuals);
    }

    private static double finite(double number, String what, int row) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "expected a finite " + what + " but got " + number + " in row " + row + " of RegressionScores");
        }
        return number;
    }

    public int rows() {
        return actual.length;
    }

    /** Target minus prediction, row by row. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** The mean squared error, in the targets' unit squared. */
    public double meanSquaredError() {
        return squares() / rows();
    }

    /** The root of {@link #meanSquaredError()}, in the targets' unit. */
    public double rootMeanSquaredError() {
        return Math.sqrt(meanSquaredError());
    }

    /** The mean absolute error, in the targets' unit. */
    public double meanAbsoluteError() {
        return Arrays.stream(residuals).map(Math::abs).sum() / rows();
    }

    /** The median of the absolute errors, the mean of the two in the middle of an even number, in the targets' unit. */
    public double medianAbsoluteError() {
        double[] sorted = Arrays.stream(residuals).map(Math::abs).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }

    /** The largest absolute error, in the targets' unit. */
    public double maxError() {
        return Arrays.stream(residuals).map(Math::abs).max().orElseThrow();
    }

    /** As {@link R2}. */
    public double r2() {
        return R2.ofColumn(squares(), variation(actual));
    }

    /** As {@link ExplainedVariance}. */
    public double explainedVariance() {
        return R2.ofColumn(variation(residuals), variation(actual));
    }

    private double squares() {
        return Arrays.stream(residuals).map(e -> e * e).sum();
    }

    /** The sum of squares about the mean; exactly 0 for equal numbers, because the first is taken from all before anything is rounded. */
    private static double variation(double[] numbers) {
        double[] centred = Arrays.stream(numbers).map(x -> x - numbers[0]).toArray();
        double mean = Arrays.stream(centred).sum() / numbers.length;
        return IntStream.range(0, numbers.length)
                .mapToDouble(row -> (centred[row] - mean) * (centred[row] - mean))
                .sum();
    }

    /** Every figure by the name of its metric; unmodifiable, in a fixed order. */
    public Map<String, Double> all() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put(Metrics.meanSquaredError().name(), meanSquaredError());
        all.put(Metrics.rootMeanSquaredError().name(), rootMeanSquaredError());
        all.put(Metrics.meanAbsoluteError().name(), meanAbsoluteError());
        all.put("median_absolute_error", medianAbsoluteError());
        all.put("max_error", maxError());
        all.put(Metrics.r2().name(), r2());
        all.put(Metrics.explainedVariance().name(), explainedVariance());
        return Collections.unmodifiableMap(all);
    }
}
