package dev.hebb.data;

import java.util.List;

/**
 * Scales every column to mean 0 and standard deviation 1.
 *
 * <p>Formula: {@code y = (x - mean) / deviation}.
 * <br>Range: all reals; mean 0 and deviation 1 over the rows it was fitted on.
 *
 * @param mean by column
 * @param deviation by column, with the number of rows as divisor; 0 where the column was constant
 */
public record StandardScaler(List<Double> mean, List<Double> deviation) implements ShiftScaler {
    /** @throws DataException for lists of unequal lengths and numbers that are not finite */
    public StandardScaler {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        ColumnStatistics.requireScaling("mean", mean, "deviation", deviation);
    }

    /**
     * Fits on the training rows.
     *
     * @param columns one array of numbers per column
     * @throws DataException for no rows, columns of unequal lengths, and NaN and infinities
     */
    public static StandardScaler fit(double[]... columns) {
        ColumnStatistics.requireFitting(columns);
        return new StandardScaler(
                ColumnStatistics.each(columns, ColumnStatistics::mean),
                ColumnStatistics.each(
                        columns,
                        column -> ColumnStatistics.isConstant(column) ? 0 : ColumnStatistics.deviation(column)));
    }

    @Override
    public List<Double> shifts() {
        return mean;
    }

    @Override
    public List<Double> spreads() {
        return deviation;
    }
}
