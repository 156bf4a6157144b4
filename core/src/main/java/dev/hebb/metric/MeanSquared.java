package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The mean squared error.
 *
 * <p>Formula: the mean over a row of {@code (prediction - target)^2}, then the weighted mean over the rows.
 * <br>Shapes: targets of the prediction's shape, {@code [B, ..]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} for targets of another size.
 */
public record MeanSquared() implements Metric {
    @Override
    public String name() {
        return "mse";
    }

    @Override
    public Value sums(Scored in) {
        Value target = Sums.target(in.target(), in.prediction().shape(), name());
        return Sums.ofScores(in, Sums.perRow(in.prediction().minus(target).square()));
    }

    @Override
    public double figure(double[] totals) {
        return Sums.mean(totals);
    }

    @Override
    public boolean isHigherBetter() {
        return false;
    }
}
