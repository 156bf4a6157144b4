package dev.hebb.data;

/** Leaves every number as it is. */
public record NoScaling() implements Scaler {
    @Override
    public int columns() {
        return 0;
    }

    @Override
    public void apply(double[] row) {}

    @Override
    public void restore(double[] row) {}
}
