package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Tensor;
import dev.hebb.train.Callback;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PredictorTest {
    private static final int ROWS = 16;

    private final Dataset data = Small.data(ROWS);
    private final Model model = Small.model();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() throws InterruptedException {
        model.close();
        threads.shutdownNow();
        assertTrue(threads.awaitTermination(50, TimeUnit.SECONDS));
    }

    private static double[] predictions(Predictor predictor) {
        try (INDArray x = Small.array(ROWS)) {
            return Small.taken(predictor.predict(x));
        }
    }

    @Test
    void rowsArraysAndDatasetsGiveWhatTheModelGives() {
        model.fit(data, Fit.epochs(2));
        try (Predictor predictor = model.predictor();
                INDArray x = Small.array(ROWS)) {
            double[] expected = Small.taken(model.predict(x));
            assertArrayEquals(expected, predictions(predictor));
            Map<String, INDArray> byName = predictor.predict(data);
            assertEquals(List.of("dense_2"), List.copyOf(byName.keySet()));
            assertEquals(List.of("dense_2"), predictor.outputNames());
            assertArrayEquals(expected, Small.taken(byName.get("dense_2")));
            float[] first = predictor.predict(Small.x(ROWS)[0]);
            assertArrayEquals(Small.taken(model.predict(x.getRows(0))), new double[] {first[0], first[1], first[2]});
            assertEquals(1, first[0] + first[1] + first[2], 1e-6);
        }
    }

    @Test
    void theSnapshotStaysWhileTheModelLearnsOn() {
        try (Predictor early = model.predictor()) {
            double[] before = predictions(early);
            model.fit(data, Fit.epochs(2));
            assertArrayEquals(before, predictions(early));
            try (Predictor late = model.predictor()) {
                assertFalse(Arrays.equals(before, predictions(late)));
            }
            model.close();
            assertArrayEquals(before, predictions(early), "it does not need the model");
        }
    }

    @Test
    void aPredictorTakenDuringAFitIsOneOfWholeSteps() throws Exception {
        List<String> states = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        Callback watch = Callback.onBatchEnd((training, step, figures) -> {
            states.add(Arrays.toString(Small.weights(model)));
            begun.countDown();
        });
        TrainingRun run =
                model.fitAsync(data, Fit.epochs(1_000_000).batchSize(1).callbacks(watch), threads);
        begun.await();
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            try (Predictor predictor = model.predictor()) {
                taken.add(Arrays.toString(predictions(predictor)));
            }
            int seen = states.size();
            while (states.size() < seen + 2) {
                Thread.onSpinWait();
            }
        }
        run.cancel();
        run.await();
        assertEquals(5, taken.stream().distinct().count(), "training went on");
        List<String> possible = states.stream().map(this::predictionsWith).toList();
        assertTrue(possible.containsAll(taken));
    }

    /** The predictions with weights as text. */
    private String predictionsWith(String weights) {
        double[] all = Arrays.stream(weights.substring(1, weights.length() - 1).split(", "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        model.layer("dense_1")
                .set("kernel", Arrays.copyOfRange(all, 0, 20))
                .set("bias", Arrays.copyOfRange(all, 20, 25));
        model.layer("dense_2")
                .set("kernel", Arrays.copyOfRange(all, 25, 40))
                .set("bias", Arrays.copyOfRange(all, 40, 43));
        try (INDArray x = Small.array(ROWS)) {
            return Arrays.toString(Small.taken(model.predict(x)));
        }
    }

    /** What each of the threads gives, which begin together. */
    private <T> List<T> together(int count, Callable<T> body) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(() -> {
                start.await();
                return body.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    @Test
    void twoHundredThreadsGetWhatOneGetsFromAFewPlans() throws Exception {
        try (Recorder recorder = Recorder.install();
                Model recorded = Small.compiled(Small.bare().backend(Recorder.NAME));
                Predictor predictor = recorded.predictor()) {
            int[] sizes = {1, 3, 7, 2};
            List<String> expected = new ArrayList<>();
            try (Predictor serial = recorded.predictor()) {
                for (int size : sizes) {
                    expected.add(Arrays.toString(Small.taken(serial.predict(Small.array(size)))));
                }
                expected.add(Arrays.toString(serial.predict(Small.x(ROWS)[3])));
            }
            int before = recorder.linked().size();
            List<List<String>> results = together(200, () -> {
                List<String> mine = new ArrayList<>();
                for (int size : sizes) {
                    mine.add(Arrays.toString(Small.taken(predictor.predict(Small.array(size)))));
                }
                mine.add(Arrays.toString(predictor.predict(Small.x(ROWS)[3])));
                return mine;
            });
            results.forEach(mine -> assertEquals(expected, mine));
            int plans = recorder.linked().size() - before;
            int most = 4 * Runtime.getRuntime().availableProcessors();
            assertTrue(plans <= most, plans + " plans, at most one of each of 4 sizes per processor: " + most);
        }
    }

    @Test
    void closeWhileOthersPredictEndsThemWithAnException() throws Exception {
        Predictor predictor = model.predictor();
        CountDownLatch predicting = new CountDownLatch(4);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            futures.add(threads.submit(() -> {
                int calls = 0;
                while (true) {
                    try {
                        predictor.predict(0, 0, 0, 0);
                    } catch (IllegalStateException e) {
                        assertTrue(e.getMessage().contains("expected an open predictor"), e.getMessage());
                        return calls;
                    }
                    if (++calls == 3) {
                        predicting.countDown();
                    }
                }
            }));
        }
        predicting.await();
        predictor.close();
        for (Future<Integer> future : futures) {
            assertTrue(future.get() >= 3);
        }
    }

    @Test
    void closeTwiceIsCloseOnceAndUseAfterwardsIsAnException() {
        Predictor predictor = model.predictor();
        INDArray kept = predictor.predict(Small.array(2));
        predictor.close();
        predictor.close();
        Refused.by(
                IllegalStateException.class,
                () -> predictor.predict(1, 2, 3, 4),
                "an open predictor",
                "closed",
                "make another");
        Refused.by(IllegalStateException.class, () -> predictor.predict(Small.array(2)), "an open predictor");
        Refused.by(IllegalStateException.class, () -> predictor.predict(data), "an open predictor");
        assertEquals(1, kept.getRow(0).sumNumber().doubleValue(), 1e-6, "what it gave is the caller's");
        kept.close();
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        try (Predictor predictor = model.predictor()) {
            Refused.by(
                    DataMismatchException.class,
                    () -> predictor.predict(1, 2, 3),
                    "a row of [4]",
                    "got 3 numbers",
                    "input");
            Refused.by(
                    DataMismatchException.class, () -> predictor.predict(1, 2, Float.NaN, 4), "got NaN in element 2");
            Refused.by(
                    DataMismatchException.class, () -> predictor.predict(Nd4j.zeros(2, 5)), "[batch, 4]", "[batch, 5]");
            Refused.by(
                    DataMismatchException.class,
                    () -> predictor.predict(Nd4j.zeros(2, 2, 2)),
                    "[batch, 4]",
                    "[batch, 2, 2]");
            try (INDArray x = Small.array(3)) {
                x.putScalar(2, 1, Float.POSITIVE_INFINITY);
                Refused.by(
                        DataMismatchException.class,
                        () -> predictor.predict(x),
                        "got Infinity in row 2, element 1",
                        "input");
            }
        }
    }

    @Test
    void severalOutputsAreAskedForByName() {
        Tensor in = Tensor.input("x", 2);
        try (Model two = Model.inputs(in)
                        .outputs(
                                Dense.of(1).named("a").apply(in),
                                Dense.of(2).named("b").apply(in));
                Predictor predictor = two.predictor()) {
            Refused.by(
                    IllegalArgumentException.class,
                    () -> predictor.predict(1, 2),
                    "one output",
                    "[a, b]",
                    "predict(Dataset)");
            Refused.by(
                    IllegalArgumentException.class, () -> predictor.predict(Nd4j.zeros(1, 2)), "one output", "[a, b]");
            Map<String, INDArray> both = predictor.predict(Dataset.of(new float[][] {{1, 2}}));
            assertEquals(List.of("a", "b"), List.copyOf(both.keySet()));
            both.values().forEach(INDArray::close);
        }
    }

    @Test
    void anInterruptDoesNotDisturbPredictionAndStays() {
        try (Predictor predictor = model.predictor()) {
            float[] expected = predictor.predict(1, 2, 3, 4);
            Thread.currentThread().interrupt();
            assertArrayEquals(expected, predictor.predict(1, 2, 3, 4));
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void manyRowsGoThroughInChunks() {
        int rows = 2 * 1024 + 5;
        try (Predictor predictor = model.predictor();
                INDArray x = Small.array(rows)) {
            double[] all = Small.taken(predictor.predict(x));
            assertEquals(rows * Small.CLASSES, all.length);
            for (int row : new int[] {0, 1023, 1024, 2047, 2048, rows - 1}) {
                float[] alone = predictor.predict(Small.x(rows)[row]);
                for (int i = 0; i < Small.CLASSES; i++) {
                    assertEquals(alone[i], all[row * Small.CLASSES + i], 1e-6);
                }
            }
        }
    }

    @Test
    void aModelThatIsClosedGivesNoPredictor() {
        model.close();
        assertThrows(IllegalStateException.class, model::predictor);
    }
}
