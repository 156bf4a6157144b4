package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The coefficient of determination: the share of the targets' variance that predictions explain.
 *
 * <p>Formula: {@code 1 - sum w (p - t)^2 / sum w (t - mean)^2} of each output column, and the mean over columns. For targets that are all equal it is 1 where
 * every prediction is exact and 0 else, as in scikit-learn.
 * <br>Shapes: targets of the prediction's shape, {@code [B, ..]}. Range (-inf, 1].
 * <br>Errors: {@code ShapeException} for targets of another size. In float32 the targets' variance loses digits where their mean is far from
 * {@code centre}: two digits at 10 standard deviations, four at 100.
 *
 * @param centre about the mean of the targets, subtracted before squares are added up; no influence on the figure but for rounding
 */
public record R2(double centre) implements Metric {
    /** @throws IllegalArgumentException for a centre that is not finite */
    public R2 {
        if (!Double.isFinite(centre)) {
            throw new IllegalArgumentException("expected a finite centre but got " + centre + " in R2");
        }
    }

    @Override
    public String name() {
        return "r2";
    }

    /** The total weight, then by column the sums of {@code t}, {@code t^2} and {@code (p - t)^2}, {@code t} counted from the centre. */
    @Override
    public Value sums(Scored in) {
        Value prediction = in.prediction().reshape(in.prediction().shape().dim(0), -1);
        Value target = Sums.target(in.target(), prediction.shape(), name());
        Value centred = target.minus(centre);
        return Sums.vector(
                in.weights().sum(),
                Sums.weighted(in.weights(), centred),
                Sums.weighted(in.weights(), centred.square()),
                Sums.weighted(in.weights(), prediction.minus(target).square()));
    }

    @Override
    public double figure(double[] totals) {
        double weight = totals[0];
        int columns = (totals.length - 1) / 3;
        double sum = 0;
        for (int i = 1; i <= columns; i++) {
            double mean = totals[i] / weight;
            double variation = Math.max(0, totals[columns + i] - totals[i] * mean);
            sum += ofColumn(totals[2 * columns + i], variation);
        }
        return weight == 0 ? Double.NaN : sum / columns;
    }

    /** The share of a column's variation that is explained, given the part that is not. */
    static double ofColumn(double residual, double variation) {
        if (variation == 0) {
            return residual == 0 ? 1 : residual > 0 ? 0 : Double.NaN;
        }
        return 1 - residual / variation;
    }

    @Override
    public boolean isHigherBetter() {
        return true;
    }
}
