package dev.hebb.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column of numbers as it is, with a figure of the training rows where a number is missing.
 *
 * @param column its name
 * @param impute which figure
 * @param fill the figure; empty for {@link Impute#NONE} alone
 * @param indicator whether a second number tells 1 where the first was missing and 0 elsewhere
 * @param missedInTraining whether a training row had no number, so that it is nothing new
 */
public record NumericColumn(
        String column, Impute impute, Optional<Double> fill, boolean indicator, boolean missedInTraining)
        implements ColumnEncoder {
    /** @throws DataException for a figure that is not finite, is missing, or is there for {@link Impute#NONE} */
    public NumericColumn {
        boolean isFilled = fill.filter(Double::isFinite).isPresent();
        if (isFilled == (impute == Impute.NONE) || fill.isPresent() != isFilled) {
            throw new DataException("expected a finite number for missing ones, or none where a missing number is an"
                    + " error, but got " + fill + " for " + impute + " of column '" + column + "'");
        }
    }

    /**
     * Fits on the training rows.
     *
     * @param indicator whether to tell where numbers were missing; nothing is added for a column that misses none
     * @throws DataException for a column of texts or without any number, and a missing number with {@link Impute#NONE}
     */
    public static NumericColumn fit(Table train, String column, Impute impute, boolean indicator) {
        double[] numbers = train.numeric(column);
        double[] present =
                Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray();
        CellCheck.requireSome(column, present.length, train.rows());
        boolean missed = present.length < numbers.length;
        Optional<Double> fill = impute == Impute.NONE ? Optional.empty() : Optional.of(figure(present, impute));
        NumericColumn fitted = new NumericColumn(column, impute, fill, indicator && missed, missed);
        fitted.requireFillable(train, numbers);
        return fitted;
    }

    private static double figure(double[] present, Impute impute) {
        return switch (impute) {
            case MEAN -> ColumnStatistics.mean(present);
            case MEDIAN -> ColumnStatistics.quantile(present, 0.5);
            case MOST_FREQUENT -> mostFrequent(present);
            case NONE -> throw new AssertionError(impute);
        };
    }

    /** The least of the most frequent ones. */
    private static double mostFrequent(double[] present) {
        double[] sorted = present.clone();
        Arrays.sort(sorted);
        double best = sorted[0];
        int most = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            first = sorted[i] == sorted[first] ? first : i;
            if (i - first + 1 > most) {
                most = i - first + 1;
                best = sorted[i];
            }
        }
        return best;
    }

    private void requireFillable(Table table, double[] numbers) {
        for (int row = 0; row < numbers.length && fill.isEmpty(); row++) {
            if (Double.isNaN(numbers[row])) {
                throw new DataException("expected a number in column '" + column + "' but " + table.where(row)
                        + " has none; drop such rows, or let a figure of the training rows stand in:"
                        + " 'preprocess: {numeric: {impute: median}}' in a spec, withImpute(Impute.MEDIAN) in code");
            }
        }
    }

    @Override
    public List<String> features() {
        return indicator ? List.of(column, column + " missing") : List.of(column);
    }

    @Override
    public boolean isQuantity(int feature) {
        return feature == 0;
    }

    @Override
    public void encode(Table table, double[][] into, int at, List<String> notices) {
        double[] numbers = table.numeric(column);
        requireFillable(table, numbers);
        int missing = 0;
        for (int row = 0; row < numbers.length; row++) {
            boolean isMissing = Double.isNaN(numbers[row]);
            into[row][at] = isMissing ? fill.orElseThrow() : numbers[row];
            if (indicator) {
                into[row][at + 1] = isMissing ? 1 : 0;
            }
            missing += isMissing ? 1 : 0;
        }
        if (missing > 0 && !missedInTraining) {
            notices.add(CellCheck.newlyMissing(
                    column,
                    missing,
                    table.rows(),
                    "number",
                    NumberText.format(fill.orElseThrow()) + ", their " + figureName() + ","));
        }
    }

    private String figureName() {
        return switch (impute) {
            case MEAN -> "mean";
            case MEDIAN -> "median";
            case MOST_FREQUENT -> "most frequent number";
            case NONE -> throw new AssertionError(impute);
        };
    }
}
