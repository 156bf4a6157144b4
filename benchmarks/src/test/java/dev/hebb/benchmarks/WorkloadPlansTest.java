package dev.hebb.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import dev.hebb.compile.Plan;
import dev.hebb.model.Model;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.train.ModelPlans;
import dev.hebb.train.ModelPlans.Use;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No program of the workloads is left to the cpu backend's expression machine. */
class WorkloadPlansTest {
    static List<Workload> workloads() {
        return WorkloadReader.read(Path.of("workloads.json"));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void everyProgramHasAPrintedKernel(Workload workload) {
        assumeTrue(
                Backends.list().stream()
                        .anyMatch(entry -> entry.name().equals("cpu") && entry.probe() instanceof Probe.Usable),
                "the cpu backend is not usable here");
        try (Model model = new HebbEngine(Optional.of("cpu"), Precision.FLOAT32).model(workload)) {
            for (Use use : List.of(Use.TRAIN, Use.EVALUATE, Use.PREDICT)) {
                String text = text(model, use, workload.batch());
                assertTrue(text.contains(": fused\n"), text);
                assertFalse(text.contains(": machine\n"), text);
            }
        }
    }

    private static String text(Model model, Use use, int rows) {
        try (Session session = new Session(Backends.open("cpu"), Precision.FLOAT32)) {
            Plan plan = ModelPlans.of(
                    model.network(),
                    model.compiledFor().orElseThrow(),
                    session.precision(),
                    session.backend().target(),
                    use,
                    rows);
            return session.bind(plan).text();
        }
    }
}
