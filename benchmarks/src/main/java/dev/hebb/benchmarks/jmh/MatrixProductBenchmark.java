package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Square matrix products, one or a batch of them. */
public class MatrixProductBenchmark extends CaseBenchmark {
    @Param({"16", "64", "256", "1024"})
    public int size;

    @Param({"1", "16"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.matrixProduct(device, batch, size);
    }
}
