package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.io.ModelFile;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.train.Fit;
import dev.hebb.train.ModelCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend's choices go with the model. */
class TuningTest {
    private static final Map<String, String> CHOICES =
            new TreeMap<>(Map.of("product of b", "slow but sure", "product of a", "fast"));

    @TempDir
    Path folder;

    private final Recorder recorder = Recorder.install();

    @AfterEach
    void close() {
        recorder.close();
    }

    private static Model model() {
        return Sequential.input(2).add(Dense.of(1)).seed(5);
    }

    private static Dataset data() {
        return Dataset.of(new double[][] {{1, 2}, {3, 4}}, new double[][] {{1}, {2}});
    }

    private static Map<String, String> stored(Path file) {
        Map<String, String> stored = new TreeMap<>();
        ModelFile.read(file)
                .settings()
                .path("tuning")
                .properties()
                .forEach(entry -> stored.put(entry.getKey(), entry.getValue().asText()));
        return stored;
    }

    private Path saved(Map<String, String> choices) {
        Path file = folder.resolve("model");
        recorder.tuning(choices);
        try (Model model = model().backend(Recorder.NAME)) {
            model.save(file);
        }
        recorder.tuning(Map.of());
        return file;
    }

    /** Opens this test's backend where none is named. */
    private static void byDefault(Runnable body) {
        String before = System.setProperty(Backends.PROPERTY, Recorder.NAME);
        try {
            body.run();
        } finally {
            if (before == null) {
                System.clearProperty(Backends.PROPERTY);
            } else {
                System.setProperty(Backends.PROPERTY, before);
            }
        }
    }

    @Test
    void choicesAreSavedAndGivenToTheBackendOfTheLoadedModelWhichSavesThemAgain() {
        Path file = saved(CHOICES);
        assertEquals(CHOICES, stored(file));
        Path again = folder.resolve("again");
        int before = recorder.tuned().size();
        byDefault(() -> {
            try (Model loaded = Model.load(file)) {
                assertEquals(CHOICES, recorder.tuned().get(before));
                recorder.tuning(Map.of("product of a", "faster", "product of c", "new"));
                loaded.save(again);
            }
        });
        assertEquals(
                Map.of("product of a", "faster", "product of b", "slow but sure", "product of c", "new"),
                stored(again));
    }

    @Test
    void predictorsGetTheChoicesToo() {
        Path file = saved(CHOICES);
        int before = recorder.tuned().size();
        byDefault(() -> Predictor.load(file).close());
        assertEquals(List.of(CHOICES), recorder.tuned().subList(before, before + 1));
        recorder.tuning(CHOICES);
        try (Model model = model().backend(Recorder.NAME);
                Predictor unused = model.predictor()) {
            List<Map<String, String>> tuned = recorder.tuned();
            assertEquals(List.of(Map.of(), CHOICES), tuned.subList(before + 1, tuned.size()));
        }
    }

    @Test
    void checkpointsHoldThem() {
        Path file = folder.resolve("checkpoint");
        recorder.tuning(CHOICES);
        try (Model model = model().backend(Recorder.NAME)) {
            model.compile(Sgd.of(0.01), Losses.meanSquaredError());
            model.fit(data(), Fit.epochs(1).callbacks(ModelCheckpoint.everyEpoch(file)));
        }
        assertEquals(CHOICES, stored(file));
    }

    @Test
    void withoutChoicesTheFileIsByteForByteThatOfABackendThatMakesNone() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String backend : List.of(Recorder.NAME, "nd4j")) {
            Path file = folder.resolve(backend);
            try (Model model = model().backend(backend)) {
                model.save(file);
            }
            assertFalse(ModelFile.read(file).settings().has("tuning"));
            files.add(Files.readAllBytes(file));
        }
        assertArrayEquals(files.get(0), files.get(1));
    }
}
