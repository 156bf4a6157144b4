package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Prediction from arrays to arrays. */
public class PredictionBenchmark extends CaseBenchmark {
    @Param({"784-128-10", "784-512-512-10"})
    public String layers = "";

    @Param({"1", "32", "1024"})
    public int batch;

    @Override
    Case open(Optional<String> device) {
        return Cases.prediction(device, Cases.classifier(layers, batch));
    }
}
