package dev.hebb.experiment.report;

import java.util.Arrays;
import java.util.Optional;

/** Where the numbers of a column lie, without the missing ones. */
public record NumberSummary(double min, double mean, double median, double max) {
    /** @param sorted ascending, all finite; empty gives none */
    static Optional<NumberSummary> ofSorted(double[] sorted) {
        if (sorted.length == 0) {
            return Optional.empty();
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
        double mean = Arrays.stream(sorted).map(x -> x / sorted.length).sum();
        return Optional.of(new NumberSummary(sorted[0], mean, median, sorted[sorted.length - 1]));
    }
}
