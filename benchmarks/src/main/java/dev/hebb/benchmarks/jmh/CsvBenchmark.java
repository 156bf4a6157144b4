package dev.hebb.benchmarks.jmh;

import dev.hebb.benchmarks.cases.Case;
import dev.hebb.benchmarks.cases.Cases;
import java.util.Optional;
import org.openjdk.jmh.annotations.Param;

/** Reading a CSV file of numbers with 20 columns. */
public class CsvBenchmark extends CaseBenchmark {
    @Param({"1000", "50000"})
    public int size;

    @Override
    Case open(Optional<String> device) {
        return Cases.csv(size, 20);
    }
}
