package dev.hebb.metric;

/**
 * The harmonic mean of precision and recall.
 *
 * <p>Formula: {@code 2 true positives / (predicted + rows of the class)}; 0 for a class that does not occur.
 * <br>Range [0, 1].
 */
public record F1(Average average) implements ConfusionMetric {
    @Override
    public String name() {
        return "f1_" + average;
    }

    @Override
    public double figure(Confusion confusion) {
        return confusion.average(average, confusion::f1);
    }
}
