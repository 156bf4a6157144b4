package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.io.RecordCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    private static final double NONE = Double.NaN;
    private static final Preprocessing PLAIN = Preprocessing.standard().withScaling(Scaling.NONE);

    private static Table ages(double... ages) {
        return Table.ofRows(ages.length).with("age", ages);
    }

    private static Table sexes(String... sexes) {
        return Table.ofRows(sexes.length).with("sex", sexes);
    }

    private static Table dates(String... dates) {
        return Table.ofRows(dates.length).with("date", dates);
    }

    private static double[] column(double[][] rows, int at) {
        return Arrays.stream(rows).mapToDouble(row -> row[at]).toArray();
    }

    private static String refusal(Preprocessing preprocessing, Table train, Table later) {
        List<String> columns = train.columns();
        return assertThrows(
                        DataException.class,
                        () -> preprocessing.fit(train, columns).rows(later))
                .getMessage();
    }

    @Test
    void everyFigureStandsInForAMissingNumber() {
        Table table = ages(1, NONE, 2, 2, 9, 9, 3);
        Map<Impute, Double> figures = Map.of(Impute.MEAN, 26 / 6.0, Impute.MEDIAN, 2.5, Impute.MOST_FREQUENT, 2.0);
        figures.forEach((impute, figure) -> {
            double[][] rows =
                    PLAIN.withImpute(impute).fit(table, List.of("age")).rows(table);
            assertArrayEquals(new double[] {1, figure, 2, 2, 9, 9, 3}, column(rows, 0), 1e-15, impute.toString());
        });
    }

    @Test
    void figuresAndScalesAreThoseOfTheTrainingRows() {
        Preprocessing.Fitted fitted = Preprocessing.standard().fit(ages(0, 10), List.of("age"));
        TableEncoder.Encoded later = fitted.encode(ages(20, NONE, NONE));
        assertArrayEquals(new double[] {3, 0, 0}, column(later.rows(), 0));
        assertEquals(
                List.of("column 'age': 2 of 3 rows have no number where the training rows had one in every row;"
                        + " 5, their median, stands in"),
                later.notices());
        assertEquals(List.of(), fitted.notices());
    }

    @Test
    void aNumberThatTrainingRowsMissedTooNeedsNoNotice() {
        Preprocessing.Fitted fitted = Preprocessing.standard().fit(ages(0, NONE, 10), List.of("age"));
        assertEquals(List.of(), fitted.encode(ages(NONE)).notices());
    }

    @Test
    void anIndicatorIsAddedWhereTrainingRowsMissANumberAndIsNotScaled() {
        Table table = ages(1, NONE, 3, 8).with("full", new double[] {1, 2, 3, 4});
        Preprocessing.Fitted fitted =
                Preprocessing.standard().withIndicator(true).fit(table, List.of("full", "age"));
        assertEquals(List.of("full", "age", "age missing"), fitted.features());
        assertArrayEquals(new double[] {0, 1, 0, 0}, column(fitted.rows(table), 2));
    }

    @Test
    void aMissingNumberIsAnErrorWithoutAFigureAndTheSentenceTellsTheWayOut() {
        Preprocessing strict = PLAIN.withImpute(Impute.NONE);
        String expected = "expected a number in column 'age' but row 1 has none; drop such rows, or let a figure of the"
                + " training rows stand in: 'preprocess: {numeric: {impute: median}}' in a spec,"
                + " withImpute(Impute.MEDIAN) in code";
        assertEquals(expected, refusal(strict, ages(1, NONE), ages(1)));
        assertEquals(expected, refusal(strict, ages(1, 2), ages(1, NONE)));
    }

    @Test
    void whatEveryTrainingRowMissesIsRefused() {
        Table numbers = ages(NONE, NONE);
        assertEquals(
                "expected a value in column 'age' but all 2 training rows miss it; drop the column",
                refusal(PLAIN, numbers, numbers));
        Table texts = sexes("", "", "");
        assertEquals(
                "expected a value in column 'sex' but all 3 training rows miss it; drop the column",
                refusal(PLAIN, texts, texts));
        assertTrue(refusal(PLAIN.withTypes(Map.of("date", ColumnType.DATE)), dates(""), dates(""))
                .contains("all 1 training rows"));
    }

    @Test
    void aConstantColumnBecomesZeroUnderEveryScalingWithANotice() {
        for (Scaling scaling : Scaling.values()) {
            Table table =
                    ages(7, 7, 7).with("sex", new String[] {"F", "F", "F"}).with("x", new double[] {1, 2, 4});
            Preprocessing.Fitted fitted =
                    Preprocessing.standard().withScaling(scaling).fit(table, List.of("age", "sex", "x"));
            assertArrayEquals(new double[3], column(fitted.rows(table), 0));
            assertArrayEquals(new double[3], column(fitted.rows(table), 1));
            assertTrue(Arrays.stream(column(fitted.rows(table), 2)).distinct().count() == 3);
            assertEquals(
                    List.of(
                            "'age' is 7 in all 3 training rows; it becomes 0",
                            "'sex=F' is 1 in all 3 training rows; it becomes 0"),
                    fitted.notices());
        }
    }

    @Test
    void categoriesThatAreNumbersStandInTheOrderOfNumbers() {
        Table table = Table.ofRows(4).with("grade", new double[] {10, 9, 2.5, 10});
        Preprocessing.Fitted fitted =
                PLAIN.withTypes(Map.of("grade", ColumnType.CATEGORICAL)).fit(table, List.of("grade"));
        assertEquals(List.of("grade=2.5", "grade=9", "grade=10"), fitted.features());
        Table texts = Table.ofRows(2).with("grade", new String[] {"9.0", "2.5"});
        assertArrayEquals(new double[][] {{0, 1, 0}, {1, 0, 0}}, fitted.rows(texts));
    }

    @Test
    void aCategoryThatReadsAsANumberLaterIsFoundUnlessTwoAreThatNumber() {
        Table codes = Table.ofRows(3).with("code", new String[] {"01", "B2", "C"});
        Preprocessing.Fitted fitted = PLAIN.fit(codes, List.of("code"));
        Table number = Table.ofRows(1).with("code", new double[] {1});
        assertArrayEquals(new double[] {1, 0, 0}, fitted.rows(number)[0]);
        Table both = Table.ofRows(3).with("code", new String[] {"01", "001", "C"});
        assertTrue(refusal(PLAIN, both, number).contains("but got '1' in row 0"));
    }

    @Test
    void aMissingCategoryIsOneOfItsOwnWhereTrainingRowsMissItElseTheMostFrequent() {
        Preprocessing.Fitted missed = PLAIN.fit(sexes("F", "", "M"), List.of("sex"));
        assertEquals(List.of("sex=F", "sex=M", "sex=(missing)"), missed.features());
        assertArrayEquals(new double[][] {{0, 0, 1}, {0, 1, 0}}, missed.rows(sexes("", "M")));

        Preprocessing.Fitted complete = PLAIN.fit(sexes("F", "M", "M"), List.of("sex"));
        TableEncoder.Encoded encoded = complete.encode(sexes("", "F"));
        assertArrayEquals(new double[][] {{0, 1}, {1, 0}}, encoded.rows());
        assertEquals(
                List.of("column 'sex': 1 of 2 rows have no category where the training rows had one in every row;"
                        + " 'M', their most frequent one, stands in"),
                encoded.notices());
    }

    @Test
    void anUnknownCategoryIsRefusedWithItsPlaceOrIgnoredWithANotice() {
        assertEquals(
                "expected one of the categories [F, M] of column 'sex' but got 'X' in row 1; correct it, train with"
                        + " rows that have it, or let such rows count as none of them:"
                        + " 'preprocess: {categorical: {unseen: ignore}}' in a spec, withUnseen(Unseen.IGNORE) in code",
                refusal(PLAIN, sexes("F", "M"), sexes("F", "X")));
        TableEncoder.Encoded encoded = PLAIN.withUnseen(Unseen.IGNORE)
                .fit(sexes("F", "M"), List.of("sex"))
                .encode(sexes("X", "M"));
        assertArrayEquals(new double[][] {{0, 0}, {0, 1}}, encoded.rows());
        assertEquals(
                List.of("column 'sex': 1 of 2 rows have a category that no training row had; they count as none of the"
                        + " known ones"),
                encoded.notices());
    }

    @Test
    void datesBecomeTheYearAndThePlaceInTheYear() {
        Table table = dates("2012-01-01", "2012-12-31T23:59", "2013-07-02 12:30:15", "2014-01-01T00:00:00Z");
        Preprocessing.Fitted fitted = PLAIN.fit(table, List.of("date"));
        assertEquals(List.of("date year", "date day sin", "date day cos"), fitted.features());
        double[][] rows = fitted.rows(table);
        assertArrayEquals(new double[] {2012, 0, 1}, rows[0], 1e-15);
        double lastOfLeapYear = 2 * Math.PI * 365 / 366;
        assertArrayEquals(new double[] {2012, Math.sin(lastOfLeapYear), Math.cos(lastOfLeapYear)}, rows[1], 1e-15);
        double july = 2 * Math.PI * 182 / 365;
        assertArrayEquals(new double[] {2013, Math.sin(july), Math.cos(july)}, rows[2], 1e-15);
        assertArrayEquals(new double[] {2014, 0, 1}, rows[3], 1e-15);
    }

    @Test
    void aMissingDateIsTheMeanAndATextThatIsNoneIsRefused() {
        Table table = dates("2012-01-01", "2014-01-01");
        TableEncoder.Encoded encoded = PLAIN.fit(table, List.of("date")).encode(dates("", "2013-01-01"));
        assertEquals(2013, encoded.rows()[0][0]);
        assertEquals(1, encoded.notices().size());
        for (String bad : List.of("2013-02-29", "2013-1-1", "01.02.2013", "2013-01-01T25:00", "20130101", "soon")) {
            String message = refusal(PLAIN, table, dates("2012-01-01", bad));
            assertEquals(
                    "expected a date such as 2012-01-31 in column 'date' but got '" + bad
                            + "' in row 1; correct it, or drop the column",
                    message);
        }
    }

    @Test
    void typesAreToldByTheValues() {
        Table table =
                ages(1, 2).with("date", new String[] {"2012-01-01", ""}).with("name", new String[] {"2012-01-01", "x"});
        assertEquals(
                Map.of("age", ColumnType.NUMERIC, "date", ColumnType.DATE, "name", ColumnType.CATEGORICAL),
                ColumnTypes.inferred(table, table.columns()));
    }

    @Test
    void manyTextsAreRefusedUnlessDeclaredCategorical() {
        String[] names = new String[60];
        Arrays.setAll(names, i -> "n" + i % 51);
        Table table = Table.ofRows(60).with("name", names);
        assertEquals(Map.of("name", 51), ColumnTypes.manyCategories(table, List.of("name")));
        assertEquals(
                "expected at most 50 different texts but got 51 in column 'name', which looks like an identifier; drop"
                        + " it, or declare it categorical",
                refusal(PLAIN, table, table));
        Preprocessing declared = PLAIN.withTypes(Map.of("name", ColumnType.CATEGORICAL));
        assertEquals(51, declared.fit(table, List.of("name")).features().size());
        Arrays.setAll(names, i -> "n" + i % 50);
        Table fewer = Table.ofRows(60).with("name", names);
        assertEquals(50, PLAIN.fit(fewer, List.of("name")).features().size());
    }

    @Test
    void unknownColumnsEmptyTablesAndTextsAmongNumbersAreRefused() {
        assertTrue(refusal(PLAIN.withTypes(Map.of("agee", ColumnType.NUMERIC)), ages(1), ages(1))
                .contains("but got 'agee'"));
        assertTrue(refusal(PLAIN, ages(), ages()).contains("without rows"));
        assertTrue(refusal(PLAIN, ages(1, 2), Table.ofRows(1).with("age", new String[] {"old"}))
                .contains("expected numbers in column 'age'"));
    }

    @Test
    void whatIsFittedReadsBackFromJsonAndEncodesTheSame() {
        Table table = ages(1, NONE, 5.25)
                .with("sex", new String[] {"F", "", "M"})
                .with("date", new String[] {"2012-01-01", "2013-05-06", ""});
        Preprocessing.Fitted fitted =
                Preprocessing.standard().withIndicator(true).fit(table, List.of("age", "sex", "date"));
        RecordCodec codec = RecordCodec.standard();
        TableEncoder encoder = codec.decode(TableEncoder.class, codec.encode(TableEncoder.class, fitted.encoder()));
        Scaler scaler = codec.decode(Scaler.class, codec.encode(Scaler.class, fitted.scaler()));
        Preprocessing.Fitted again = new Preprocessing.Fitted(encoder, scaler, fitted.notices());
        assertEquals(fitted, again);
        assertArrayEquals(fitted.rows(table), again.rows(table));
    }
}
