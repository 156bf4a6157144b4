package dev.hebb.experiment.spec;

import java.util.List;

/** What is learned. */
public enum Task {
    /** One of several classes per row: a softmax unit for each, also where there are two. */
    CLASSIFICATION("sparse_categorical_crossentropy", List.of("accuracy")),
    /** Numbers: a linear unit for each target. */
    REGRESSION("mean_squared_error", List.of("mse", "mae", "r2"));

    private final String defaultLoss;
    private final List<String> defaultMetrics;

    Task(String defaultLoss, List<String> defaultMetrics) {
        this.defaultLoss = defaultLoss;
        this.defaultMetrics = defaultMetrics;
    }

    public String defaultLoss() {
        return defaultLoss;
    }

    public List<String> defaultMetrics() {
        return defaultMetrics;
    }

    /** As in a spec. */
    @Override
    public String toString() {
        return Words.of(this);
    }
}
