package dev.hebb.benchmarks.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class JmhTest {
    private static Options tiny(String benchmark, String name, String value) {
        return new OptionsBuilder()
                .include(benchmark)
                .param("backend", "nd4j")
                .param(name, value)
                .param("layers", "5-4-3")
                .param("batch", "4")
                .param("axis", "rows")
                .param("largest", "512")
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(5))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CompilationBenchmark", "GatherBenchmark", "MatrixProductBenchmark"})
    void benchmarksRunUnderJmh(String benchmark) throws RunnerException {
        Collection<RunResult> results = new Runner(tiny(benchmark, "size", "16")).run();
        assertEquals(1, results.size());
        results.forEach(result -> assertTrue(result.getPrimaryResult().getScore() > 0, result::toString));
    }

    @Test
    void ratesAreScores() throws RunnerException {
        Collection<RunResult> results = new Runner(tiny("ReductionBenchmark", "size", "64")).run();
        assertEquals(1, results.size());
        results.forEach(result -> {
            assertTrue(result.getSecondaryResults().get("gigabytes").getScore() > 0, result::toString);
            assertTrue(result.getSecondaryResults().get("ofLimit").getScore() > 0, result::toString);
            assertEquals(0, result.getSecondaryResults().get("gflops").getScore());
        });
    }
}
