package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.train.Callback;
import dev.hebb.train.Fit;
import dev.hebb.train.RunControl;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Who may use a model when, and what it leaves alone. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ModelLifeTest {
    private final Dataset data = Small.data(12);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(50, TimeUnit.SECONDS));
    }

    /** Every public method of a model, but for those that work on a closed one. */
    private Map<String, Executable> uses(Model model, INDArray x, INDArray y) {
        Map<String, Executable> uses = new LinkedHashMap<>();
        Fit fit = Fit.epochs(1);
        uses.put("seed", () -> model.seed(1));
        uses.put("precision", () -> model.precision(Precision.FLOAT32));
        uses.put("backend", () -> model.backend("nd4j"));
        uses.put("clipping", () -> model.clipping(Clipping.NONE));
        uses.put("network", model::network);
        uses.put("backendName", model::backendName);
        uses.put("device", model::device);
        uses.put("compile", () -> Small.compiled(model));
        uses.put("compile 2", () -> model.compile(Sgd.of(1), Loss.on("dense_2", Losses.meanSquaredError())));
        uses.put("fit", () -> model.fit(data, fit));
        uses.put("fit 2", () -> model.fit(x, y, fit));
        uses.put("fit 3", () -> model.fit(data, fit, RunControl.silent()));
        uses.put("fitAsync", () -> model.fitAsync(data, fit, threads));
        uses.put("partialFit", () -> model.partialFit(data));
        uses.put("evaluate", () -> model.evaluate(data));
        uses.put("predict", () -> model.predict(x));
        uses.put("predict 2", () -> model.predict(data));
        uses.put("output", () -> model.output("dense_1", x));
        uses.put("gradients", () -> model.gradients(data));
        uses.put("layer", () -> model.layer("dense_1"));
        uses.put("weights", model::weights);
        uses.put("setWeights", () -> model.setWeights(Map.of()));
        uses.put("parameterCount", model::parameterCount);
        uses.put("summary", model::summary);
        uses.put("summary 2", () -> model.summary(60));
        uses.put("memoryPlan", () -> model.memoryPlan(2));
        uses.put("memoryPlan 2", () -> model.memoryPlan(data, fit));
        uses.put("planText", () -> model.planText(2));
        uses.put("attach", () -> model.attach(Attachment.NONE));
        uses.put("predictor", model::predictor);
        uses.put("save", () -> model.save(Path.of("never")));
        return uses;
    }

    @Test
    void useAfterCloseIsAnException() {
        try (INDArray x = Small.array(4);
                INDArray y = Nd4j.createFromArray(0, 1, 2, 0)) {
            Model fresh = Small.model();
            fresh.close();
            uses(fresh, x, y)
                    .forEach((name, use) -> Refused.by(IllegalStateException.class, use, "open model", "closed"));
            Model used = Small.model();
            LayerHandle layer = used.layer("dense_1");
            used.fit(data, Fit.epochs(1));
            used.close();
            used.close();
            assertTrue(used.isClosed());
            uses(used, x, y)
                    .forEach((name, use) -> Refused.by(IllegalStateException.class, use, "open model", "closed"));
            Refused.by(IllegalStateException.class, layer::kernel, "open model");
            Refused.by(IllegalStateException.class, () -> layer.set("bias", 1, 2, 3, 4, 5), "open model");
        }
    }

    @Test
    void theListOfUsesIsComplete() {
        Set<String> settings = Set.of("seed", "precision", "compiledFor", "attachment", "isClosed", "close");
        Set<String> all = new TreeSet<>();
        for (Method method : Model.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers())) {
                all.add(method.getName());
            }
        }
        all.removeAll(settings);
        try (Model model = Small.model()) {
            Set<String> covered = uses(model, Nd4j.zeros(1), Nd4j.zeros(1)).keySet().stream()
                    .map(name -> name.split(" ")[0])
                    .collect(Collectors.toCollection(TreeSet::new));
            covered.removeAll(settings);
            assertEquals(all, covered);
        }
    }

    @Test
    void aSecondFitOfOneModelIsRefusedAndTheFirstGoesOn() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        Callback gate = Callback.onBatchEnd((training, step, figures) -> {
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Model model = Small.model();
                INDArray x = Small.array(4)) {
            LayerHandle layer = model.layer("dense_1");
            TrainingRun run = model.fitAsync(data, Fit.epochs(2).batchSize(4).callbacks(gate), threads);
            reached.await();
            String[] busy = {"one fit at a time", "fitted already"};
            Refused.by(IllegalStateException.class, () -> model.fit(data, Fit.epochs(1)), busy);
            Refused.by(IllegalStateException.class, () -> model.fitAsync(data, Fit.epochs(1), threads), busy);
            Refused.by(IllegalStateException.class, () -> model.partialFit(data), busy);
            List<Executable> uses = List.of(
                    () -> model.predict(x),
                    () -> model.evaluate(data),
                    model::weights,
                    () -> model.layer("dense_1"),
                    () -> model.output("dense_1", x),
                    () -> model.gradients(data),
                    () -> model.setWeights(Map.of()),
                    () -> Small.compiled(model),
                    () -> model.clipping(Clipping.NONE));
            uses.forEach(use -> Refused.by(IllegalStateException.class, use, "at rest"));
            Refused.by(IllegalStateException.class, () -> layer.set("bias", new double[5]), "at rest");
            open.countDown();
            assertEquals(6, run.await().steps());
            assertEquals(1, model.fit(data, Fit.epochs(1)).steps());
        }
    }

    @Test
    void fitsOfTwoModelsAtOnceGiveWhatTheyGiveOneAfterAnother() throws InterruptedException {
        Fit fit = Fit.epochs(12).batchSize(4).validationSplit(0.25);
        List<double[]> expected = new ArrayList<>();
        for (long seed = 0; seed < 2; seed++) {
            try (Model model = Small.compiled(Small.bare().seed(seed))) {
                model.fit(data, fit);
                expected.add(Small.weights(model));
            }
        }
        List<Model> models = new ArrayList<>();
        List<TrainingRun> runs = new ArrayList<>();
        for (long seed = 0; seed < 2; seed++) {
            models.add(Small.compiled(Small.bare().seed(seed)));
        }
        for (Model model : models) {
            runs.add(model.fitAsync(data, fit, threads));
        }
        for (int i = 0; i < models.size(); i++) {
            assertEquals(36, runs.get(i).await().steps());
            try (Model model = models.get(i)) {
                assertArrayEquals(expected.get(i), Small.weights(model), "model " + i);
            }
        }
    }

    @Test
    void severalThreadsMayPredictWithOneModelAtRest() throws InterruptedException {
        try (Model model = Small.model();
                INDArray x = Small.array(7)) {
            String expected = Arrays.toString(Small.taken(model.predict(x)));
            Set<String> got = ConcurrentHashMap.newKeySet();
            CountDownLatch done = new CountDownLatch(8);
            for (int i = 0; i < 8; i++) {
                threads.execute(() -> {
                    got.add(Arrays.toString(Small.taken(model.predict(x))));
                    done.countDown();
                });
            }
            done.await();
            assertEquals(Set.of(expected), got);
        }
    }

    @Test
    void closeWhileOthersPredictEndsThemWithAnException() throws Exception {
        try (Model model = Small.model();
                INDArray x = Small.array(3)) {
            CountDownLatch predicting = new CountDownLatch(3);
            List<Future<String>> ends = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                ends.add(threads.submit(() -> {
                    while (true) {
                        try {
                            Small.taken(model.predict(x));
                        } catch (IllegalStateException e) {
                            return e.getMessage();
                        }
                        predicting.countDown();
                    }
                }));
            }
            predicting.await();
            model.close();
            for (Future<String> end : ends) {
                assertEquals("expected an open model but it was closed; build or load it again", end.get());
            }
        }
    }

    @Test
    void settingsComeBeforeTheFirstUse() {
        try (Sequential model = Small.bare()) {
            model.seed(3).precision(Precision.FLOAT64);
            Small.compiled(model);
            Refused.by(
                    IllegalStateException.class, () -> model.seed(4), "set the seed", "before the model is first used");
            Refused.by(IllegalStateException.class, () -> model.precision(Precision.FLOAT32), "set the precision");
            Refused.by(IllegalStateException.class, () -> model.backend("nd4j"), "choose the backend");
            Refused.by(IllegalStateException.class, () -> model.add(dev.hebb.nn.Dense.of(1)), "add layers");
            assertEquals(3, model.seed());
        }
    }

    @Test
    void theProcessIsLeftAsItWas() throws InterruptedException {
        use(); // what ND4J itself does when it is first used
        DataType type = Nd4j.dataType();
        DataType floating = Nd4j.defaultFloatingPointType();
        Locale locale = Locale.getDefault();
        Properties properties = (Properties) System.getProperties().clone();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        double[] expected = drawnFrom(7);
        Nd4j.getRandom().setSeed(7);
        use();
        assertArrayEquals(expected, Small.taken(Nd4j.rand(5)), "ND4J's random numbers");
        assertEquals(type, Nd4j.dataType());
        assertEquals(floating, Nd4j.defaultFloatingPointType());
        assertEquals(locale, Locale.getDefault());
        assertEquals(properties, System.getProperties());
        assertEquals(handler, Thread.getDefaultUncaughtExceptionHandler());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static double[] drawnFrom(long seed) {
        Nd4j.getRandom().setSeed(seed);
        return Small.taken(Nd4j.rand(5));
    }

    @Test
    void noThreadOfTheEnginesOutlivesTheModel() throws InterruptedException {
        use();
        Set<String> foreign = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("hebb-")
                        || !thread.isDaemon() && thread.getName().contains("hebb"))
                .map(Thread::getName)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), foreign);
    }

    private void use() throws InterruptedException {
        try (Model model = Small.bare()) {
            model.compile(Adam.of(0.1), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.fitAsync(data, Fit.epochs(2).batchSize(5).validationSplit(0.2), threads)
                    .await();
            try (Predictor predictor = model.predictor()) {
                predictor.predict(1, 2, 3, 4);
            }
        }
    }
}
