package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.benchmarks.cases.CaseMeasurement;
import dev.hebb.benchmarks.cases.ShortBench;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Workload WORKLOAD =
            RandomWorkloads.of(1, new Random(3)).get(0);

    @Test
    void tablesFitTheTerminal() {
        ShortBench.Result result = new ShortBench.Result(
                new Limits(170e9, "OpenBLAS", 2048, 42e9),
                List.of(
                        new CaseMeasurement("an operation with quite a long name of 4194304 x 4194304", 2e-3, 34e6, 0),
                        new CaseMeasurement("copy", 1, 0, 420e9),
                        new CaseMeasurement("nothing", 1e-9, 0, 0)));
        Measurement measurement = new Measurement(WORKLOAD, "hebb", "nd4j: a processor", 200, 50);
        for (int width : List.of(40, 80, 100)) {
            String text = result.table(2, width) + WorkloadTables.workloads(List.of(measurement), 1, width);
            text.lines().forEach(line -> assertTrue(line.length() <= width, line));
        }
        String table = result.table(2, 80);
        assertTrue(table.contains("10%  ██··············"), table);
        assertTrue(table.contains("170 GFLOP/s"), table);
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals(
                List.of("1235", "123", "12.3", "0.012", ""),
                List.of(1234.5, 123.4, 12.34, 0.01234, 0.0).stream()
                        .map(BarTable::number)
                        .toList());
    }

    @Test
    void thePageHasRatiosAndNamesLossesThatDisagree() {
        Comparison comparison = CompareMain.of("--random", "1", "--engines", "hebb,djl", "--device", "nd4j")
                .comparison();
        Comparison.Row row = new Comparison.Row(
                List.of(
                        new Measurement(WORKLOAD, "hebb:nd4j", "one", 200, 50),
                        new Measurement(WORKLOAD, "djl", "other", 500, 50)),
                2e-5);
        assertFalse(row.agrees());
        String page = new ComparisonReport(comparison, List.of(row), "abc", LocalDate.of(2026, 1, 2)).page();
        assertTrue(page.contains("| random-1 | 200 | 500 | 50.0 | 2.50 | 0.25 | 2.0e-05 (wrong) |"), page);
        assertTrue(page.contains("djl takes 2.50 times as long"), page);
        assertTrue(page.contains("commit: abc"), page);
        assertTrue(page.contains("# Comparison of 2026-01-02"), page);
    }

    @Test
    void differencesAreRelativeAboveOneAndKeepNaN() {
        assertEquals(0.1, Comparison.difference(new double[] {1, 110}, new double[] {1, 100}), 1e-12);
        assertTrue(Double.isNaN(Comparison.difference(new double[] {Double.NaN, 1}, new double[] {1, 1})));
    }

    @Test
    void theSameSeedGivesTheSameArchitectures() {
        assertEquals(RandomWorkloads.of(20, new Random(5)), RandomWorkloads.of(20, new Random(5)));
        assertFalse(RandomWorkloads.of(20, new Random(5)).equals(RandomWorkloads.of(20, new Random(6))));
        assertEquals(3, CompareMain.of("--random", "3").workloads().size());
        assertThrows(
                BenchmarkException.class,
                () -> CompareMain.of("--random", "many").workloads());
        assertThrows(BenchmarkException.class, () -> CompareMain.of("--colour", "red"));
        assertThrows(BenchmarkException.class, () -> CompareMain.of().workloads());
    }
}
