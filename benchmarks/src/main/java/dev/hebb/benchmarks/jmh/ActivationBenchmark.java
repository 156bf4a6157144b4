package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Activations, forward. */
public class ActivationBenchmark extends CaseBenchmark {
    @Param({"relu", "leaky_relu", "sigmoid", "gelu", "softplus", "tanh"})
    public String activation = "";

    @Param({"65536", "4194304"})
    public int size;

    @Override
    Case open(Optional<String> device) {
        return Cases.activation(device, activation, size);
    }
}
