package dev.hebb.data;

/** Turns a row of numbers into another. Saved with the model; implementations are records of plain data. */
public interface RowTransform {
    /**
     * How many numbers a row has afterwards.
     *
     * @throws DataException for rows of a length that it does not take
     */
    int outputs(int inputs);

    /**
     * The row afterwards; may be {@code row} itself, changed.
     *
     * @throws DataException for a row of a length that it does not take
     */
    double[] transform(double[] row);
}
