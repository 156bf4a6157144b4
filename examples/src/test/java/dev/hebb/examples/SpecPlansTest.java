package dev.hebb.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import dev.hebb.compile.Plan;
import dev.hebb.experiment.Experiment;
import dev.hebb.experiment.spec.SpecReader;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.model.Model;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.train.ModelPlans;
import dev.hebb.train.ModelPlans.Use;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No program of the examples is left to the cpu backend's expression machine. */
class SpecPlansTest {
    static List<Path> specs() throws java.io.IOException {
        return SpecsTest.specs().stream()
                .filter(file -> !SpecsTest.WITHOUT_DATA.contains(String.valueOf(file.getFileName())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everyProgramHasAPrintedKernel(Path file) {
        assumeTrue(
                Backends.list().stream()
                        .anyMatch(entry -> entry.name().equals("cpu") && entry.probe() instanceof Probe.Usable),
                "the cpu backend is not usable here");
        TrainSpec spec = SpecReader.read(file, List.of());
        try (Experiment experiment = Experiment.of(spec, Experiment.Options.DEFAULT)) {
            Model model = experiment.model();
            for (Use use : List.of(Use.TRAIN, Use.EVALUATE, Use.PREDICT, Use.PENALTY)) {
                String text = text(model, use, spec.training().batch());
                assertTrue(use == Use.PENALTY || text.contains(": fused\n"), text);
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
