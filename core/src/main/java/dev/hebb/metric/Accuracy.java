package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The share of rows whose class is right.
 *
 * <p>Formula: a prediction {@code [B, K]} says the class of its largest element, the first of equal ones; {@code [B]} or {@code [B, 1]} says class 1 above
 * 0.5, or above 0 for logits. INT targets are classes. FLOAT targets have the prediction's shape and are read in the same way, with the threshold 0.5: of
 * one-hot rows the largest element counts. For several labels at once, where each element is right or wrong by itself, take {@link BinaryAccuracy}.
 * <br>Shapes: predictions {@code [B, .., K]}; the rows of a sequence count by the share of their places that is right. Range [0, 1].
 * <br>Errors: {@code ShapeException} where targets are neither.
 */
public record Accuracy() implements Metric {
    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public Value sums(Scored in) {
        Classes classes = new Classes(in, name());
        return Sums.ofScores(in, Sums.perRow(classes.predicted().equalTo(classes.actual())));
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
