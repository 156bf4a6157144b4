package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.metric.Metric.Scored;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Weighted sums over rows. */
final class Sums {
    private Sums() {}

    /**
     * {@code sum of w[i] x[i]} over the rows with {@code w[i] > 0}, the only ones that count: the predictions of padding rows may be NaN.
     *
     * @param weights {@code [B]}
     * @param rows {@code [B, ..]}
     * @return the shape of one row
     */
    static Value weighted(Value weights, Value rows) {
        long[] dims = new long[rows.shape().rank()];
        Arrays.fill(dims, 1);
        dims[0] = weights.shape().size();
        Value w = weights.reshape(Shape.of(dims));
        return w.greaterThan(0).choose(rows.times(w), Value.constant(0)).sum(0);
    }

    /** The mean of each row: {@code [B, ..] -> [B]}. */
    static Value perRow(Value x) {
        Integer[] axes = IntStream.range(1, x.shape().rank()).boxed().toArray(Integer[]::new);
        return axes.length == 0 ? x : x.mean(axes);
    }

    /** The weighted sum of what rows score, and the total weight: {@code [2]}. */
    static Value ofScores(Scored in, Value perRow) {
        return vector(weighted(in.weights(), perRow), in.weights().sum());
    }

    /** The mean from the totals of {@link #ofScores}; NaN where there were no rows. */
    static double mean(double[] totals) {
        return totals[0] / totals[1];
    }

    /** All elements of {@code parts}, one after another: {@code [n]}. */
    static Value vector(Value... parts) {
        List<Value> flat = Arrays.stream(parts).map(part -> part.reshape(-1)).toList();
        return Value.of(new Concatenate(0), flat);
    }

    /** {@code target} as FLOAT of {@code shape}, which must have as many elements. */
    static Value target(Value target, Shape shape, String metric) {
        if (target.shape().size() != shape.size()) {
            throw new ShapeException(
                    "expected targets " + shape + " but got " + target.type() + " at metric " + metric);
        }
        return target.toFloat().reshape(shape);
    }
}
