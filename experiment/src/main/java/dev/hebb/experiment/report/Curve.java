package dev.hebb.experiment.report;

import dev.hebb.metric.PrecisionRecallCurve;
import dev.hebb.metric.RocCurve;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A line to draw, of not too many points.
 *
 * @param area below the line: 1 is perfect
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Curve(double[] x, double[] y, double area) {
    /** More points than this do not show in a picture. */
    private static final int MOST_POINTS = 400;

    static Curve of(RocCurve curve) {
        return of(curve.falsePositiveRates(), curve.truePositiveRates(), curve.area());
    }

    static Curve of(PrecisionRecallCurve curve) {
        return of(curve.recall(), curve.precision(), curve.averagePrecision());
    }

    private static Curve of(List<Double> x, List<Double> y, double area) {
        int count = Math.min(x.size(), MOST_POINTS);
        int[] kept = IntStream.range(0, count)
                .map(i -> count == x.size() ? i : (int) ((long) i * (x.size() - 1) / (count - 1)))
                .toArray();
        return new Curve(
                IntStream.of(kept).mapToDouble(x::get).toArray(),
                IntStream.of(kept).mapToDouble(y::get).toArray(),
                area);
    }
}
