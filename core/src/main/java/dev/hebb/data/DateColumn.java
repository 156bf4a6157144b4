package dev.hebb.data;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column of ISO dates, such as {@code 2012-01-31} or {@code 2012-01-31 12:00:00}, as the year and the place in the year; the time of day does not count.
 *
 * <p>Formula: {@code sin(2 pi (day - 1) / days)} and the cosine, with the day of the year from 1 and the days of that year.
 *
 * @param column its name
 * @param year the training rows' mean, in place of a missing date
 * @param daySin likewise
 * @param dayCos likewise
 * @param missedInTraining whether a training row had no date, so that it is nothing new
 */
public record DateColumn(String column, double year, double daySin, double dayCos, boolean missedInTraining)
        implements ColumnEncoder {
    private static final int NUMBERS = 3;

    /** @throws DataException for means that are not finite */
    public DateColumn {
        if (!Double.isFinite(year) || !Double.isFinite(daySin) || !Double.isFinite(dayCos)) {
            throw new DataException("expected finite means of the dates of column '" + column + "' but got " + year
                    + ", " + daySin + " and " + dayCos);
        }
    }

    /**
     * Fits on the training rows.
     *
     * @throws DataException for a text that is no date, with its row, and where every row misses the column
     */
    public static DateColumn fit(Table train, String column) {
        String[] texts = train.text(column);
        double[][] present = new double[NUMBERS][texts.length];
        int count = 0;
        for (int row = 0; row < texts.length; row++) {
            if (!texts[row].equals(Table.MISSING)) {
                double[] numbers = numbers(date(train, column, texts[row], row));
                for (int i = 0; i < NUMBERS; i++) {
                    present[i][count] = numbers[i];
                }
                count++;
            }
        }
        CellCheck.requireSome(column, count, train.rows());
        double[] means = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            means[i] = ColumnStatistics.mean(Arrays.copyOf(present[i], count));
        }
        return new DateColumn(column, means[0], means[1], means[2], count < texts.length);
    }

    private static LocalDate date(Table table, String column, String text, int row) {
        Optional<LocalDate> date = IsoDate.parse(text);
        return date.orElseThrow(
                () -> new DataException("expected a date such as 2012-01-31 in column '" + column + "' but got '"
                        + TextClip.clip(text) + "' in " + table.where(row) + "; correct it, or drop the column"));
    }

    private static double[] numbers(LocalDate date) {
        double angle = 2 * Math.PI * (date.getDayOfYear() - 1) / date.lengthOfYear();
        return new double[] {date.getYear(), StrictMath.sin(angle), StrictMath.cos(angle)};
    }

    @Override
    public List<String> features() {
        return List.of(column + " year", column + " day sin", column + " day cos");
    }

    @Override
    public void encode(Table table, double[][] into, int at, List<String> notices) {
        String[] texts = table.text(column);
        double[] means = {year, daySin, dayCos};
        int missing = 0;
        for (int row = 0; row < texts.length; row++) {
            boolean isMissing = texts[row].equals(Table.MISSING);
            double[] numbers = isMissing ? means : numbers(date(table, column, texts[row], row));
            System.arraycopy(numbers, 0, into[row], at, NUMBERS);
            missing += isMissing ? 1 : 0;
        }
        if (missing > 0 && !missedInTraining) {
            notices.add(CellCheck.newlyMissing(column, missing, table.rows(), "date", "their mean"));
        }
    }
}
