package dev.hebb.data;

import java.util.List;

/**
 * Scales every column by its median and quartiles, which few outliers do not move.
 *
 * <p>Formula: {@code y = (x - median) / quartileRange}.
 * <br>Range: all reals; half of the rows it was fitted on lie within one quartile range.
 *
 * @param median by column
 * @param quartileRange the upper minus the lower quartile, by column; 1 where they are equal, 0 where the whole column was constant
 */
public record RobustScaler(List<Double> median, List<Double> quartileRange) implements ShiftScaler {
    /** @throws DataException for lists of unequal lengths and numbers that are not finite */
    public RobustScaler {
        median = List.copyOf(median);
        quartileRange = List.copyOf(quartileRange);
        ColumnStatistics.requireScaling("median", median, "quartileRange", quartileRange);
    }

    /**
     * Fits on the training rows.
     *
     * @param columns one array of numbers per column
     * @throws DataException for no rows, columns of unequal lengths, and NaN and infinities
     */
    public static RobustScaler fit(double[]... columns) {
        ColumnStatistics.requireFitting(columns);
        return new RobustScaler(
                ColumnStatistics.each(columns, column -> ColumnStatistics.quantile(column, 0.5)),
                ColumnStatistics.each(columns, RobustScaler::quartileRange));
    }

    private static double quartileRange(double[] column) {
        if (ColumnStatistics.isConstant(column)) {
            return 0;
        }
        double range = ColumnStatistics.quantile(column, 0.75) - ColumnStatistics.quantile(column, 0.25);
        return range == 0 ? 1 : range;
    }

    @Override
    public List<Double> shifts() {
        return median;
    }

    @Override
    public List<Double> spreads() {
        return quartileRange;
    }
}
