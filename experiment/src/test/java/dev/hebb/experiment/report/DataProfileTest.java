package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataProfileTest {
    private static ColumnProfile profile(Table table, ColumnUse use) {
        RowCounts rows = new RowCounts(table.rows(), 0, table.rows(), 0, 0);
        return DataProfile.of(table, List.of(use), rows, List.of()).columns().get(0);
    }

    @Test
    void numbersAreSummedUpWithoutTheMissing() {
        Table table = Table.ofRows(6).with("x", new double[] {4, Double.NaN, -1, 4, Double.NaN, 2});
        ColumnProfile x = profile(table, ColumnUse.of("x", ColumnUse.Role.NUMERIC));
        assertEquals(Optional.of(new NumberSummary(-1, 2.25, 3, 4)), x.numbers());
        assertEquals(2, x.missing());
        assertEquals(2 / 6.0, x.missingShare());
        assertEquals(3, x.distinct());
    }

    @Test
    void aColumnWithoutNumbersHasNoSummary() {
        Table table = Table.ofRows(2).with("x", new double[] {Double.NaN, Double.NaN});
        ColumnProfile x = profile(table, ColumnUse.of("x", ColumnUse.Role.NUMERIC));
        assertEquals(Optional.empty(), x.numbers());
        assertEquals(2, x.missing());
    }

    @Test
    void theMostFrequentTextsComeFirst() {
        Table table = Table.ofRows(7).with("x", new String[] {"b", "a", "", "a", "c", "d", "c"});
        ColumnProfile x = profile(table, ColumnUse.of("x", ColumnUse.Role.CATEGORICAL));
        assertEquals(List.of(new ValueCount("a", 2), new ValueCount("c", 2), new ValueCount("b", 1)), x.frequent());
        assertEquals(1, x.missing());
        assertEquals(4, x.distinct());
        assertFalse(x.isDistinctAtLeast());
    }

    @Test
    void numbersThatStandForClassesAreCountedLikeTexts() {
        Table table = Table.ofRows(3).with("x", new double[] {7, 8, 7});
        ColumnProfile x = profile(table, ColumnUse.of("x", ColumnUse.Role.CATEGORICAL));
        assertEquals(List.of(new ValueCount("7", 2), new ValueCount("8", 1)), x.frequent());
    }

    @Test
    void moreTextsThanAreToldApartAreSaidToBeMore() {
        int rows = ColumnProfile.MOST_DISTINCT + 5;
        String[] texts = IntStream.range(0, rows).mapToObj(i -> "t" + i).toArray(String[]::new);
        ColumnProfile x = profile(Table.ofRows(rows).with("x", texts), ColumnUse.dropped("x", "too many"));
        assertEquals(ColumnProfile.MOST_DISTINCT, x.distinct());
        assertTrue(x.isDistinctAtLeast());
    }

    @Test
    void inputsAndTargetsAreTellable() {
        Table table = Table.ofRows(1)
                .with("a", new double[1])
                .with("b", new double[1])
                .with("c", new double[1]);
        DataProfile data = DataProfile.of(
                table,
                List.of(
                        ColumnUse.of("a", ColumnUse.Role.TARGET),
                        ColumnUse.of("b", ColumnUse.Role.DATE),
                        ColumnUse.dropped("c", "asked for")),
                new RowCounts(1, 0, 1, 0, 0),
                List.of());
        assertEquals(List.of("a"), data.targets());
        assertEquals(1, data.inputs());
    }

    @Test
    void classesAreCountedInEveryPart() {
        assertEquals(
                List.of(new ClassCount("a", 2, 0, 0), new ClassCount("b", 1, 0, 2)),
                ClassCount.of(List.of("a", "b"), new int[] {0, 1, 0}, new int[0], new int[] {1, 1}));
    }
}
