package dev.hebb.metric;

/**
 * Of the rows predicted as a class, the share that is of it.
 *
 * <p>Formula: {@code true positives / predicted}; 0 for a class that is never predicted.
 * <br>Range [0, 1].
 */
public record Precision(Average average) implements ConfusionMetric {
    @Override
    public String name() {
        return "precision_" + average;
    }

    @Override
    public double figure(Confusion confusion) {
        return confusion.average(average, confusion::precision);
    }
}
