package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Softmax cross-entropy of class numbers, with its gradient. */
public class CrossEntropyBenchmark extends CaseBenchmark {
    @Param({"10", "1000"})
    public int size;

    @Param({"128", "4096"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.crossEntropy(device, batch, size);
    }
}
