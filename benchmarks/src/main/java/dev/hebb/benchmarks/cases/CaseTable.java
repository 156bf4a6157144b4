package dev.hebb.benchmarks.cases;

import static dev.hebb.benchmarks.BarTable.bar;
import static dev.hebb.benchmarks.BarTable.column;
import static dev.hebb.benchmarks.BarTable.number;
import static dev.hebb.benchmarks.BarTable.percent;

import dev.hebb.benchmarks.BarTable;
import dev.hebb.benchmarks.Limits;
import java.util.List;
import java.util.Locale;

/** Measured cases as text that fits a terminal. */
final class CaseTable {
    private static final double GIGA = 1e9;

    private CaseTable() {}

    private static String limits(Limits limits, int threads) {
        return String.format(
                Locale.ROOT,
                "Limits with %s: %s GFLOP/s (%s, side %d), %s GB/s (copy in memory)",
                BarTable.threads(threads),
                number(limits.operationsPerSecond() / GIGA),
                limits.library(),
                limits.size(),
                number(limits.bytesPerSecond() / GIGA));
    }

    /** The short version's table; lines of at most {@code width} characters. */
    static String of(ShortBench.Result result, int threads, int width) {
        List<CaseMeasurement> all = result.measurements();
        return BarTable.wrapped(limits(result.limits(), threads), width)
                + BarTable.table(
                        List.of(
                                column("operation", false, all, CaseMeasurement::name),
                                column("us", true, all, one -> number(one.micros())),
                                column("GFLOP/s", true, all, one -> number(one.gigaOperationsPerSecond())),
                                column("GB/s", true, all, one -> number(one.gigaBytesPerSecond())),
                                column("limit", true, all, one -> percent(one.share(result.limits()))),
                                column("", false, all, one -> bar(one.share(result.limits())))),
                        width);
    }
}
