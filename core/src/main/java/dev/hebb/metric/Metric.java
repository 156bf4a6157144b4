package dev.hebb.metric;

import dev.hebb.graph.Value;

/**
 * A score of predictions. The plan adds up {@link #sums} over batches and the {@link #figure} comes from the totals, so a score never depends on the batch
 * size. One record in one file is a new metric.
 */
public interface Metric {
    /** Keras' name: {@code accuracy}. */
    String name();

    /**
     * What is added up, a flat FLOAT vector.
     *
     * @param in predictions, targets and row weights (0 for padding rows)
     */
    Value sums(Scored in);

    /** The score from the totals of {@link #sums}. */
    double figure(double[] totals);

    /** Whether more is better, as for early stopping. */
    boolean isHigherBetter();

    /**
     * What a metric reads.
     *
     * @param prediction {@code [B, ..]}: what predict returns
     * @param target INT {@code [B]} of classes, or FLOAT of the prediction's shape
     * @param weights FLOAT {@code [B]}
     * @param isLogits whether the predictions are logits, because the loss is on logits
     */
    record Scored(Value prediction, Value target, Value weights, boolean isLogits) {}
}
