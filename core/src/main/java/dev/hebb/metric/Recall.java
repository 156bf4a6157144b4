package dev.hebb.metric;

/**
 * Of the rows of a class, the share that was predicted as it.
 *
 * <p>Formula: {@code true positives / rows of the class}; 0 for a class without rows.
 * <br>Range [0, 1].
 */
public record Recall(Average average) implements ConfusionMetric {
    @Override
    public String name() {
        return "recall_" + average;
    }

    @Override
    public double figure(Confusion confusion) {
        return confusion.average(average, confusion::recall);
    }
}
