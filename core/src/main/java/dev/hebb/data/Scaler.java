package dev.hebb.data;

/**
 * Scales the columns of a row; fitted on training rows and saved with the model. Implementations are records of plain data.
 *
 * <p>A column that was constant when fitted becomes 0. NaN stays NaN.
 */
public interface Scaler {
    /** Columns that it was fitted on; 0 where any number will do. */
    int columns();

    /**
     * Scales a row in place.
     *
     * @throws DataException for a row of another length
     */
    void apply(double[] row);

    /**
     * Undoes {@link #apply} in place; what was constant becomes that constant.
     *
     * @throws DataException for a row of another length
     */
    void restore(double[] row);
}
