package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The share of elements on the right side of the threshold: for several labels at once.
 *
 * <p>Formula: right where {@code prediction > 0.5}, or {@code > 0} for logits, as {@code target > 0.5}; the mean over a row, then over the rows.
 * <br>Shapes: targets of the prediction's shape, {@code [B, ..]}. Range [0, 1].
 * <br>Errors: {@code ShapeException} for targets of another size.
 */
public record BinaryAccuracy() implements Metric {
    @Override
    public String name() {
        return "binary_accuracy";
    }

    @Override
    public Value sums(Scored in) {
        Value predicted = in.prediction().greaterThan(Classes.threshold(in.isLogits()));
        Value actual = Sums.target(in.target(), in.prediction().shape(), name()).greaterThan(Classes.threshold(false));
        return Sums.ofScores(in, Sums.perRow(predicted.equalTo(actual)));
    }

    @Override
    public double figure(double[] totals) {
        return Sums.mean(totals);
    }

    @Override
    public boolean isHigherBetter() {
        return true;
    }
}
