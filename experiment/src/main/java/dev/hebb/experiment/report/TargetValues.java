package dev.hebb.experiment.report;

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

    /** Predicted minus actual, {@code [rows]}. */
    public double[] residuals() {
        double[] residuals = predicted.clone();
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] -= actual[i];
        }
        return residuals;
    }
}
