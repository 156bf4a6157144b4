package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.LogSoftmax;

/**
 * The mean of {@code -log p} of the true class.
 *
 * <p>Formula: {@code p} is brought between {@code 2^-52} and {@code 1 - 2^-52}, scikit-learn's bounds for float64, so a certain mistake costs 36.04. Rows of
 * probabilities are not scaled to a sum of 1. Of logits it is {@code -logsoftmax} of the true class, without bounds. A prediction {@code [B]} or
 * {@code [B, 1]} is the probability, or logit, of class 1 of two. Targets are read as {@link Accuracy} reads them.
 * <br>Shapes: predictions {@code [B, .., K]}; the places of a sequence count by their mean. Range [0, inf).
 * <br>Errors: {@code ShapeException} where targets are neither classes nor one-hot rows.
 */
public record LogLoss() implements Metric {
    /** The distance of a probability from 0 and 1 that is kept: the epsilon of float64. */
    private static final double MARGIN = 0x1p-52;

    static double clipped(double probability) {
        return Math.min(1 - MARGIN, Math.max(MARGIN, probability));
    }

    @Override
    public String name() {
        return "log_loss";
    }

    @Override
    public Value sums(Scored in) {
        Classes classes = new Classes(in, name());
        Value isActual = classes.actualIndicators();
        Value logs = in.isLogits()
                ? Value.of(new LogSoftmax(-1), classes.logits())
                : classes.probabilities().max(MARGIN).min(1 - MARGIN).log();
        Value ofActual = isActual.choose(logs, Value.constant(0)).sum(-1);
        return Sums.ofScores(in, Sums.perRow(ofActual.negated()));
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
