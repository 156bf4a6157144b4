package dev.hebb.experiment.report;

import dev.hebb.metric.RegressionScores;
import java.util.Arrays;
import java.util.Optional;

/**
 * One target of the held-out rows, in its own unit.
 *
 * @param name of its column
 * @param actual {@code [rows]}
 * @param predicted {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TargetValues(String name, double[] actual, double[] predicted) {
    /** @throws IllegalArgumentException for unequal lengths */
    public TargetValues {
        actual = actual.clone();
        predicted = predicted.clone();
        if (actual.length != predicted.length) {
            throw new IllegalArgumentException("expected as many predictions as the " + actual.length
                    + " values of target " + name + " but got " + predicted.length);
        }
    }

    public int rows() {
        return actual.length;
    }

    @Override
    public double[] actual() {
        return actual.clone();
    }

    @Override
    public double[] predicted() {
        return predicted.clone();
    }

    /** The scores of all rows; empty where there are none, or a number is not finite. */
    public Optional<RegressionScores> scores() {
        boolean areNumbers = Arrays.stream(actual).allMatch(Double::isFinite)
                && Arrays.stream(predicted).allMatch(Double::isFinite);
        return rows() > 0 && areNumbers ? Optional.of(RegressionScores.of(actual, predicted)) : Optional.empty();
    }

    /** Predicted minus actual, {@code [rows]}. */
    public double[] residuals() {
        double[] residuals = predicted.clone();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] -= actual[i];
        }
        return residuals;
    }
}
