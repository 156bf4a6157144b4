package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.Shape;
import java.util.Arrays;

/**
 * A score that follows from how often rows of each class were predicted as each class. Predictions and targets are read as {@link Accuracy} reads them.
 *
 * <p>Cost: K * K sums for K classes.
 */
public interface ConfusionMetric extends Metric {
    /** The score; never asked of no rows. */
    double figure(Confusion confusion);

    @Override
    default Value sums(Scored in) {
        Classes classes = new Classes(in, name());
        Value actual = classes.actualIndicators();
        Shape shape = actual.shape();
        long[] dims = new long[shape.rank()];
        Arrays.fill(dims, 1);
        dims[0] = shape.dim(0);
        Value weighted = actual.times(in.weights().reshape(Shape.of(dims)));
        int k = classes.count();
        Value predicted = classes.predictedIndicators().reshape(-1, k);
        return Value.of(new MatrixProduct(true, false), weighted.reshape(-1, k), predicted)
                .reshape(-1);
    }

    @Override
    default double figure(double[] totals) {
        Confusion confusion = Confusion.of(totals);
        return confusion.total() == 0 ? Double.NaN : figure(confusion);
    }

    @Override
    default boolean isHigherBetter() {
        return true;
    }
}
