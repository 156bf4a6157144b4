package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The root of the mean squared error, in the target's unit.
 *
 * <p>Formula: the root of what {@link MeanSquared} gives for all rows; not a mean of roots.
 * <br>Shapes: targets of the prediction's shape, {@code [B, ..]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} for targets of another size.
 */
public record RootMeanSquared() implements Metric {
    @Override
    public String name() {
        return "rmse";
    }

    @Override
    public Value sums(Scored in) {
        Value target = Sums.target(in.target(), in.prediction().shape(), name());
        return Sums.ofScores(in, Sums.perRow(in.prediction().minus(target).square()));
    }

    @Override
    public double figure(double[] totals) {
        return Math.sqrt(Sums.mean(totals));
    }

    @Override
    public boolean isHigherBetter() {
        return false;
    }
}
