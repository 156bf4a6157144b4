package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * The squared distance of predicted probabilities from what happened.
 *
 * <p>Formula: for two classes, or a prediction {@code [B]} or {@code [B, 1]} of class 1, the mean of {@code (p - y)^2} of class 1, scikit-learn's
 * {@code brier_score_loss}; for more classes the mean of {@code sum of (p[k] - y[k])^2}, as Brier wrote it. Logits become probabilities by softmax or sigmoid.
 * Targets are read as {@link Accuracy} reads them.
 * <br>Shapes: predictions {@code [B, .., K]}; the places of a sequence count by their mean. Range [0, 1] for two classes, [0, 2] for more.
 * <br>Errors: {@code ShapeException} where targets are neither classes nor one-hot rows.
 * <br>Source: Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78, 1950.
 */
public record Brier() implements Metric {
    @Override
    public String name() {
        return "brier";
    }

    @Override
    public Value sums(Scored in) {
        Classes classes = new Classes(in, name());
        Value errors = classes.probabilities().minus(classes.actualIndicators());
        Value counted = classes.count() == 2 ? errors.slice(-1, 1, 2) : errors;
        return Sums.ofScores(in, Sums.perRow(counted.square().sum(-1)));
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
