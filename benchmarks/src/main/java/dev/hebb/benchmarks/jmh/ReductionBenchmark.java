package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Sums over rows and over columns. */
public class ReductionBenchmark extends CaseBenchmark {
    @Param({"rows", "columns"})
    public String axis = "";

    @Param({"512"})
    public int size;

    @Param({"128", "4096"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return axis.equals("rows") ? Cases.rowSum(device, batch, size) : Cases.columnSum(device, batch, size);
    }
}
