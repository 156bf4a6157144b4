package dev.hebb.data;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What scalers ask of columns. */
final class ColumnStatistics {
    private ColumnStatistics() {}

    /** @throws DataException for no columns, no rows, unequal lengths, and numbers that are not finite */
    static void requireFitting(double[][] columns) {
        if (columns.length == 0 || columns[0].length == 0) {
            throw new DataException("expected one column and one row or more to fit a scaler on but got "
                    + columns.length + " columns of " + (columns.length == 0 ? 0 : columns[0].length) + " rows");
        }
        for (int c = 0; c < columns.length; c++) {
            if (columns[c].length != columns[0].length) {
                throw new DataException("expected " + columns[0].length + " rows as in column 0 but got "
                        + columns[c].length + " in column " + c);
            }
            for (int row = 0; row < columns[c].length; row++) {
                if (!Double.isFinite(columns[c][row])) {
                    throw new DataException("expected finite numbers to fit a scaler on but got " + columns[c][row]
                            + " in row " + row + " of column " + c + "; impute or drop the row first");
                }
            }
        }
    }

    /** One statistic of every column. */
    static List<Double> each(double[][] columns, ToDoubleFunction<double[]> statistic) {
        return Arrays.stream(columns).map(statistic::applyAsDouble).toList();
    }

    static boolean isConstant(double[] column) {
        return min(column) == max(column);
    }

    static double min(double[] column) {
        return Arrays.stream(column).min().orElse(Double.NaN);
    }

    static double max(double[] column) {
        return Arrays.stream(column).max().orElse(Double.NaN);
    }

    /** The mean, exact for a constant column. */
    static double mean(double[] column) {
        double first = column[0];
        double sum = 0;
        for (double value : column) {
            sum += value - first;
        }
        return first + sum / column.length;
    }

    /** The standard deviation of the rows themselves, not of a population that they stand for: the divisor is their number. */
    static double deviation(double[] column) {
        double mean = mean(column);
        double squares = 0;
        double error = 0;
        for (double value : column) {
            squares += (value - mean) * (value - mean);
            error += value - mean;
        }
        return Math.sqrt(Math.max(0, (squares - error * error / column.length) / column.length));
    }

    /** The value below which {@code share} of the rows lie, linear between neighbours; as NumPy's default. */
    static double quantile(double[] column, double share) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** @throws DataException for a row of another length */
    static void requireLength(double[] row, int columns) {
        if (row.length != columns) {
            throw new DataException(
                    "expected a row of " + columns + " columns, as the scaler was fitted on, but got " + row.length);
        }
    }

    /** @throws DataException where the two do not make a scaler: unequal lengths, none at all, numbers that are not finite, negative spreads */
    static void requireScaling(String shift, List<Double> shifts, String spread, List<Double> spreads) {
        if (shifts.isEmpty() || shifts.size() != spreads.size()) {
            throw new DataException("expected as many columns of " + shift + " as of " + spread
                    + ", one or more, but got " + shifts.size() + " and " + spreads.size());
        }
        for (int i = 0; i < shifts.size(); i++) {
            double range = spreads.get(i);
            if (!Double.isFinite(shifts.get(i)) || !Double.isFinite(range) || range < 0) {
                throw new DataException("expected a finite " + shift + " and a finite " + spread
                        + " of 0 or more but got " + shifts.get(i) + " and " + range + " of column " + i
                        + "; bring the numbers nearer to 1 first");
            }
        }
    }
}
