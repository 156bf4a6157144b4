package dev.hebb.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.experiment.Experiment;
import dev.hebb.experiment.RunFolder;
import dev.hebb.experiment.spec.SpecReader;
import dev.hebb.experiment.spec.TrainSpec;
import dev.hebb.train.RunControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The specs of this folder are read, fit their data, and those that are small learn what they are there for. */
class SpecsTest {
    private static final Path EXAMPLES = Path.of("");

    /** Their data is downloaded. */
    static final List<String> WITHOUT_DATA = List.of("fashion-mnist.yaml", "mnist.yaml");

    static List<Path> specs() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES.toAbsolutePath())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreExamples() throws IOException {
        assertTrue(specs().size() >= 13, "specs: " + specs());
    }

    @ParameterizedTest
    @MethodSource("specs")
    void aSpecFitsItsData(Path file) {
        TrainSpec spec = SpecReader.read(file, List.of());
        if (WITHOUT_DATA.contains(String.valueOf(file.getFileName()))) {
            return;
        }
        try (Experiment experiment = Experiment.of(spec, Experiment.Options.DEFAULT)) {
            int held = experiment.data().sets().test().rows();
            assertTrue(held > 0 && experiment.data().sets().train().rows() >= held, experiment.data()::summary);
            assertTrue(experiment.model().parameterCount() > 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xor, accuracy, 1",
        "iris, accuracy, 0.93",
        "wine, accuracy, 0.91",
        "penguins, accuracy, 0.95",
        "breast-cancer, accuracy, 0.93",
        "cars, r2, 0.75"
    })
    void aSmallOneReachesItsScore(String name, String score, double least, @TempDir Path folder) {
        TrainSpec spec = SpecReader.read(EXAMPLES.toAbsolutePath().resolve(name + ".yaml"), List.of());
        try (Experiment experiment = Experiment.of(spec, Experiment.Options.DEFAULT)) {
            experiment.fit(RunFolder.create(folder, name), RunControl.silent());
            Map<String, Double> scores = experiment.score().scores();
            assertTrue(scores.getOrDefault(score, Double.NaN) >= least, name + ": " + scores);
            double guessed = experiment.baselines(false).get(0).scores().getOrDefault(score, Double.NaN);
            assertTrue(guessed < least, "always guessing: " + guessed);
        }
    }
}
