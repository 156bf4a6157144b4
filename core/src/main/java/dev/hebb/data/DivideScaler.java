package dev.hebb.data;

/**
 * Divides every number by one: pixels by 255. Nothing is fitted.
 *
 * <p>Formula: {@code y = x / by}.
 *
 * @param by finite, not 0
 */
public record DivideScaler(double by) implements Scaler {
    /** @throws DataException for 0, NaN and infinities */
    public DivideScaler {
        if (!Double.isFinite(by) || by == 0) {
            throw new DataException("expected a finite number other than 0 to divide by but got " + by);
        }
    }

    @Override
    public int columns() {
        return 0;
    }

    @Override
    public void apply(double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] /= by;
        }
    }

    @Override
    public void restore(double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= by;
        }
    }
}
