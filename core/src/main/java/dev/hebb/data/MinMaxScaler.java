package dev.hebb.data;

import java.util.List;

/**
 * Scales every column to the range from 0 to 1.
 *
 * <p>Formula: {@code y = (x - low) / range}.
 * <br>Range: 0 to 1 over the rows it was fitted on; other rows can lie outside.
 *
 * @param low the least number, by column
 * @param range the greatest minus the least number, by column; 0 where the column was constant
 */
public record MinMaxScaler(List<Double> low, List<Double> range) implements ShiftScaler {
    /** @throws DataException for lists of unequal lengths and numbers that are not finite */
    public MinMaxScaler {
        low = List.copyOf(low);
        range = List.copyOf(range);
        ColumnStatistics.requireScaling("low", low, "range", range);
    }

    /**
     * Fits on the training rows.
     *
     * @param columns one array of numbers per column
     * @throws DataException for no rows, columns of unequal lengths, and NaN and infinities
     */
    public static MinMaxScaler fit(double[]... columns) {
        ColumnStatistics.requireFitting(columns);
        return new MinMaxScaler(
                ColumnStatistics.each(columns, ColumnStatistics::min),
                ColumnStatistics.each(columns, column -> ColumnStatistics.max(column) - ColumnStatistics.min(column)));
    }

    @Override
    public List<Double> shifts() {
        return low;
    }

    @Override
    public List<Double> spreads() {
        return range;
    }
}
