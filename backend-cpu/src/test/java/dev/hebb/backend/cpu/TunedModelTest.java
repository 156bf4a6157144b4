package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.io.ModelFile;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.train.Fit;
import dev.hebb.train.ModelCheckpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Models with measured products, in processes of their own: what they compute, and what their files hold. */
class TunedModelTest {
    private static final int ROWS = 50;
    private static final String CPU = "-D" + Backends.PROPERTY + "=" + CpuProvider.NAME;
    private static final String MEASURED = "-D" + Tuning.PROPERTY + "=" + Tuning.MEASURED;

    @TempDir
    Path folder;

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    /** Trains a model and saves it, also after every epoch; prints its predictions. The files' names are properties. */
    public static final class Training {
        private Training() {}

        public static void main(String[] arguments) {
            try (Model model = Sequential.input(Small.FEATURES)
                    .add(
                            Dense.of(32, Activations.tanh()),
                            Dense.of(48, Activations.relu()),
                            Dense.of(Small.CLASSES, Activations.softmax()))
                    .seed(3)) {
                model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy());
                Dataset data = Small.data(ROWS);
                ModelCheckpoint checkpoint = ModelCheckpoint.everyEpoch(Path.of(System.getProperty("checkpoint")));
                model.fit(data, Fit.epochs(2).batchSize(16).callbacks(checkpoint));
                print(model.predict(data));
                model.save(Path.of(System.getProperty("file")));
            }
        }
    }

    /** Loads a model, prints its predictions, saves it under another name, and prints the predictions of a predictor of the file. */
    public static final class Loading {
        private Loading() {}

        public static void main(String[] arguments) {
            Dataset data = Small.data(ROWS);
            Path file = Path.of(System.getProperty("file"));
            try (Model model = Model.load(file);
                    Predictor predictor = Predictor.load(file)) {
                print(model.predict(data));
                print(predictor.predict(data));
                model.save(Path.of(System.getProperty("again")));
            }
        }
    }

    private static void print(Map<String, INDArray> predictions) {
        System.out.println(
                Arrays.toString(Small.taken(predictions.values().iterator().next())));
    }

    private static double[] numbers(String line) {
        return Arrays.stream(line.substring(1, line.length() - 1).split(", "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** The predictions of a model that is trained and saved as {@code name}. */
    private String trained(String name, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of(CPU, "-Dfile=" + file(name), "-Dcheckpoint=" + file("checkpoint")));
        return OwnProcess.run(Training.class, all.toArray(String[]::new)).strip();
    }

    private static Map<String, String> choices(Path file) {
        Map<String, String> choices = new TreeMap<>();
        ModelFile.read(file)
                .settings()
                .path("tuning")
                .properties()
                .forEach(entry -> choices.put(entry.getKey(), entry.getValue().asText()));
        return choices;
    }

    @Test
    void measuredChoicesAreSavedAndALoadedModelComputesTheSameBitsWithoutMeasuring() throws Exception {
        String rules = trained("rules");
        assertFalse(
                ModelFile.read(file("rules")).settings().has("tuning"), "nothing is stored where nothing is measured");
        String measured = trained("measured", MEASURED);
        assertArrayEquals(numbers(rules), numbers(measured), 1e-5);
        Map<String, String> choices = choices(file("measured"));
        assertTrue(choices.containsKey("product float32 16x48x32 NN"), choices::toString);
        assertTrue(List.of("loop", "openblas", "onednn").containsAll(choices.values()), choices::toString);
        Map<String, String> inCheckpoint = choices(file("checkpoint"));
        assertTrue(
                !inCheckpoint.isEmpty() && choices.entrySet().containsAll(inCheckpoint.entrySet()),
                inCheckpoint::toString);
        String loaded = OwnProcess.run(Loading.class, CPU, "-Dfile=" + file("measured"), "-Dagain=" + file("again"));
        assertEquals(List.of(measured, measured), loaded.lines().toList());
        assertEquals(choices, choices(file("again")));
    }

    @Test
    void aModelThatWasTunedForOneDnnRunsWithoutItAndSaysSo() throws Exception {
        String measured = trained("measured", MEASURED);
        ModelFile file = ModelFile.read(file("measured"));
        Map<String, String> choices = choices(file("measured"));
        choices.replaceAll((product, library) -> "onednn");
        choices.forEach(file.settings().putObject("tuning")::put);
        ModelFile.write(file("tuned"), file);
        List<String> classPath = OwnProcess.classPath().stream()
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("dnnl-"))
                .toList();
        assertTrue(classPath.size() < OwnProcess.classPath().size(), "oneDNN is on the class path of the tests");
        List<String> options = List.of(CPU, "-Dfile=" + file("tuned"), "-Dagain=" + file("again"));
        String[] lines = OwnProcess.output(OwnProcess.start(Loading.class, options, classPath))
                .split("\\R");
        assertEquals(4, lines.length, () -> String.join("\n", lines));
        for (int i = 0; i < lines.length; i += 2) {
            assertTrue(lines[i].contains("WARN") && lines[i].contains("tuned to use for product float32 "), lines[i]);
            assertArrayEquals(numbers(measured), numbers(lines[i + 1]), 1e-5);
        }
        assertEquals(choices, choices(file("again")));
    }
}
