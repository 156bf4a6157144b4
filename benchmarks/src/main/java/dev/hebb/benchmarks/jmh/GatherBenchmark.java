package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Collecting a batch from shuffled rows of 784 numbers. */
public class GatherBenchmark extends CaseBenchmark {
    @Param({"8192"})
    public int size;

    @Param({"32", "1024"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.gather(device, size, 784, batch);
    }
}
