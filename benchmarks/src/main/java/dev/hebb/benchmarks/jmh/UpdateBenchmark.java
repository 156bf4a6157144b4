package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Updates of all parameters by an optimizer. */
public class UpdateBenchmark extends CaseBenchmark {
    @Param({"sgd", "momentum", "adam"})
    public String rule = "";

    @Param({"65536", "4194304"})
    public int size;

    @Override
    Case open(Optional<String> device) {
        return Cases.update(device, rule, size);
    }
}
