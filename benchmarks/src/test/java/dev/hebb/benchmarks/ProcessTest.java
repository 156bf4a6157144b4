package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.shape.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessTest {
    private static final Workload XOR = new Workload(
            "xor",
            List.of(2, 2, 1),
            "sigmoid",
            Optional.of("sigmoid"),
            Workload.LossKind.MSE,
            Workload.Rule.SGD,
            0.25,
            4,
            5);

    @Test
    void anEngineInAProcessOfItsOwnTrainsAsHere() {
        try (EngineClient client = EngineChoice.hebb(Optional.of("nd4j")).start(1);
                LimitClient limits = LimitClient.start(1)) {
            Verification here = Verification.of(new HebbEngine(Optional.of("nd4j"), Precision.FLOAT32), XOR);
            assertEquals(here, Verification.of(client, XOR));

            Measurement measured = new WorkloadBench(Map.of("hebb", client), limits)
                    .measure(XOR)
                    .get(0);
            assertTrue(measured.microsPerStep() > 0);
            assertTrue(measured.floorMicros() > 0);
            assertEquals(4 / measured.microsPerStep() * 1e6, measured.samplesPerSecond(), 1e-6);
            assertTrue(measured.device().startsWith("nd4j"), measured.device());
            assertEquals(
                    List.of("workload", "us_per_step", "samples_per_s", "gflops", "floor_us", "engine", "device"),
                    List.copyOf(measured.json().properties()).stream()
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    @Test
    void anUnknownDeviceIsRefusedWithItsReason() {
        try (EngineClient client = EngineChoice.hebb(Optional.of("abacus")).start(1)) {
            String message = assertThrows(BenchmarkException.class, () -> client.prepare(XOR))
                    .getMessage();
            assertTrue(message.contains("abacus"), message);
        }
    }

    @Test
    void aProcessThatDiesSaysWhatItSaid() {
        try (EngineClient client = EngineClient.start("nothing", ChildProcess.ownClassPath(), 1, "no.such.Main")) {
            String message = assertThrows(IllegalStateException.class, () -> client.prepare(XOR))
                    .getMessage();
            assertTrue(message.contains("no.such.Main"), message);
        }
    }

    @Test
    void peersThatAreNotBuiltAreNamedWithTheCommandThatBuildsThem() {
        EngineChoice choice = new EngineChoice(EngineChoice.DJL, Optional.empty());
        String message =
                assertThrows(BenchmarkException.class, () -> choice.start(1)).getMessage();
        assertTrue(message.contains("mvn -Ppeers"), message);
        assertThrows(BenchmarkException.class, () -> new EngineChoice("jax", Optional.empty()));
        assertThrows(BenchmarkException.class, () -> new EngineChoice(EngineChoice.DJL, Optional.of("nd4j")));
    }
}
