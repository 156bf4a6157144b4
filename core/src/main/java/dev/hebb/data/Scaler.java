package dev.hebb.data;

/**
 * Scales the columns of a row; fitted on training rows and saved with the model. Implementations are records of plain data.
 *
 * <p>A column that was constant when fitted becomes 0. NaN stays NaN.
 */
public interface Scaler extends RowTransform {
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

    @Override
    default int outputs(int inputs) {
        if (columns() != 0 && columns() != inputs) {
            throw new DataException("expected rows of " + columns()
                    + " columns, as the scaler was fitted on, but got rows of " + inputs);
        }
        return inputs;
    }

    @Override
    default double[] transform(double[] row) {
        apply(row);
        return row;
    }
}
