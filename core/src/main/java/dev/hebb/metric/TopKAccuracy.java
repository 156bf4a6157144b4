package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.shape.ShapeException;

/**
 * The share of rows whose class is among the {@code k} with the largest predictions.
 *
 * <p>Formula: right where fewer than {@code k} other classes have a prediction that is not below the right one's; so of equal predictions none is favoured,
 * and NaN is never right.
 * <br>Shapes: predictions {@code [B, .., K]}, INT targets {@code [B, ..]} or one-hot rows. Range [0, 1].
 * <br>Errors: {@code ShapeException} for fewer than {@code k} classes and targets of another shape.
 *
 * @param k 1 or more
 */
public record TopKAccuracy(int k) implements Metric {
    /** @throws IllegalArgumentException for a number below 1 */
    public TopKAccuracy {
        if (k < 1) {
            throw new IllegalArgumentException("expected 1 or more classes but got " + k + " in TopKAccuracy");
        }
    }

    @Override
    public String name() {
        return "top_" + k + "_accuracy";
    }

    @Override
    public Value sums(Scored in) {
        Classes classes = new Classes(in, name());
        Value scores = in.prediction();
        if (scores.shape().rank() < 2 || scores.shape().dim(-1) < k) {
            throw new ShapeException("expected predictions of " + k + " classes or more but got " + scores.shape()
                    + " at metric " + name());
        }
        Value own = classes.actualIndicators().choose(scores, Value.constant(0)).sumOver(-1);
        Value below = scores.lessThan(own).sum(-1);
        // Of K classes, those that are not below: the right one and its rivals.
        Value right = below.atLeast(Value.constant((double) scores.shape().dim(-1) - k));
        return Sums.ofScores(in, Sums.perRow(right));
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
