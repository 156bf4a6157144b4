package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.backend.cpu.Kernels;
import dev.hebb.model.ChildProcess;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training step makes no object and takes no native memory; in the interpreter too, so that it is not left to a compiler to remove what would be made. */
class StepAllocationTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void twoThousandStepsAllocateNothing(String compiler) {
        String printed = ChildProcess.run(StepBytes.class, List.of(compiler, "-Xmx256m", "-XX:+UseSerialGC"));
        String expected = Stream.of(
                        "fit",
                        "fit of doubles",
                        "fit of rows of weighted rows of rows",
                        "fit in micro-batches",
                        "learner")
                .map(what -> what + ": bytes 0, native bytes 0, pointers 0\n")
                .collect(Collectors.joining());
        assertEquals(expected, printed);
    }
}
