package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Whole training steps with Adam, ten per operation. */
public class TrainingBenchmark extends CaseBenchmark {
    @Param({"64-128-10", "784-128-10", "784-512-512-10"})
    public String layers = "";

    @Param({"32", "128", "1024"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.training(device, Cases.classifier(layers, batch));
    }
}
