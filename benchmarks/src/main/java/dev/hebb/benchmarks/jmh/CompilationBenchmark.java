package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Compilation of a training plan. */
public class CompilationBenchmark extends CaseBenchmark {
    @Param({"784-128-10", "64-64-64-64-64-64-64-64-64-10"})
    public String layers = "";

    @Param({"128"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.compilation(device, Cases.classifier(layers, batch));
    }
}
