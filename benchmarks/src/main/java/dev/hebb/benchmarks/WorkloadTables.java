package dev.hebb.benchmarks;

import static dev.hebb.benchmarks.BarTable.bar;
import static dev.hebb.benchmarks.BarTable.column;
import static dev.hebb.benchmarks.BarTable.number;
import static dev.hebb.benchmarks.BarTable.percent;

import java.util.List;

/** Measured workloads as text that fits a terminal. */
public final class WorkloadTables {
    private WorkloadTables() {}

    /** Measured workloads; lines of at most {@code width} characters. */
    public static String workloads(List<Measurement> all, int threads, int width) {
        String head = all.get(0).engine() + " on " + all.get(0).device() + ", " + BarTable.threads(threads)
                + "; floor: the matrix products by the faster of two libraries, and the least bytes besides";
        return BarTable.wrapped(head, width)
                + BarTable.table(
                        List.of(
                                column(
                                        "workload",
                                        false,
                                        all,
                                        one -> one.workload().name()),
                                column("us/step", true, all, one -> number(one.microsPerStep())),
                                column("samples/s", true, all, one -> number(one.samplesPerSecond())),
                                column("GFLOP/s", true, all, one -> number(one.gigaOperationsPerSecond())),
                                column("floor us", true, all, one -> number(one.floorMicros())),
                                column("", true, all, one -> percent(one.floorMicros() / one.microsPerStep())),
                                column("", false, all, one -> bar(one.floorMicros() / one.microsPerStep()))),
                        width);
    }

    /** What {@code --verify} computed. */
    public static String verification(Verification verification, int width) {
        return BarTable.wrapped(
                verification.workload() + ": losses " + verification.losses() + "; parameter sums "
                        + verification.parameterSums(),
                width);
    }
}
