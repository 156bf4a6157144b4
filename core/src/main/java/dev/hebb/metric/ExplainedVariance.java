package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The share of the targets' variance that predictions explain, whatever their mean error is; equal to {@link R2} where that is 0.
 *
 * <p>Formula: {@code 1 - variance of (p - t) / variance of t} of each output column, and the mean over columns. For targets that are all equal it is 1 where
 * the errors are all equal too and 0 else, as in scikit-learn.
 * <br>Shapes: targets of the prediction's shape, {@code [B, ..]}. Range (-inf, 1].
 * <br>Errors: {@code ShapeException} for targets of another size. In float32 the targets' variance loses digits where their mean is far from
 * {@code centre}: two digits at 10 standard deviations, four at 100; and the errors' likewise where all are off by much the same.
 *
 * @param centre about the mean of the targets, subtracted before squares are added up; no influence on the figure but for rounding
 */
public record ExplainedVariance(double centre) implements Metric {
    /** @throws IllegalArgumentException for a centre that is not finite */
    public ExplainedVariance {
        if (!Double.isFinite(centre)) {
            throw new IllegalArgumentException("expected a finite centre but got " + centre + " in ExplainedVariance");
        }
    }

    @Override
    public String name() {
        return "explained_variance";
    }

    /** The total weight, then by column the sums of {@code t}, {@code t^2}, {@code e = p - t} and {@code e^2}, {@code t} counted from the centre. */
    @Override
    public Value sums(Scored in) {
        Value prediction = in.prediction().reshape(in.prediction().shape().dim(0), -1);
        Value target = Sums.target(in.target(), prediction.shape(), name());
        Value centred = target.minus(centre);
        Value error = prediction.minus(target);
        return Sums.vector(
                in.weights().sum(),
                Sums.weighted(in.weights(), centred),
                Sums.weighted(in.weights(), centred.square()),
                Sums.weighted(in.weights(), error),
                Sums.weighted(in.weights(), error.square()));
    }

    @Override
    public double figure(double[] totals) {
        int columns = (totals.length - 1) / 4;
        double sum = 0;
        for (int i = 1; i <= columns; i++) {
            double ofTarget = variation(totals, i, columns);
            double ofError = variation(totals, 2 * columns + i, columns);
            sum += R2.ofColumn(ofError, ofTarget);
        }
        return totals[0] == 0 ? Double.NaN : sum / columns;
    }

    /** The sum of squares about the mean, from a sum and, {@code columns} further on, the sum of squares. */
    private static double variation(double[] totals, int sum, int columns) {
        return Math.max(0, totals[sum + columns] - totals[sum] * (totals[sum] / totals[0]));
    }

    @Override
    public boolean isHigherBetter() {
        return true;
    }
}
