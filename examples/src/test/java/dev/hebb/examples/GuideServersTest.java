package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.model.TrainingRun;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.runtime.MemoryLimitException;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.MemoryPlan;
import dev.hebb.train.Progress;
import dev.hebb.train.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The snippets of docs/java-guide.md on servers. */
class GuideServersTest {
    private static Dataset data() {
        float[][] x = new float[512][2];
        int[] classes = new int[x.length];
        for (int row = 0; row < x.length; row++) {
            x[row][0] = (row % 23) / 11f - 1;
            x[row][1] = (row % 17) / 8f - 1;
            classes[row] = x[row][0] * x[row][1] > 0 ? 1 : 0;
        }
        return Dataset.of(x, classes);
    }

    private static Model model() {
        Model model = Sequential.input(2)
                .add(Dense.of(32, relu()), Dense.of(2, softmax()))
                .seed(1);
        return model.compile(Adam.of(1e-2), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
    }

    @Test
    void onePredictorServesManyThreads() throws InterruptedException, ExecutionException {
        ExecutorService requests = Executors.newFixedThreadPool(8);
        try (Model model = model();
                Predictor predictor = model.predictor()) { // a frozen copy of the model as it is now
            List<Future<float[]>> answers = new ArrayList<>();
            for (int request = 0; request < 100; request++) {
                answers.add(requests.submit(() -> predictor.predict(0.5f, -0.5f)));
            }

            float[] alone = predictor.predict(0.5f, -0.5f);
            for (Future<float[]> answer : answers) {
                assertArrayEquals(alone, answer.get());
            }
        } finally {
            requests.shutdown();
        }
    }

    @Test
    void aFitGoesOnInTheBackground() throws InterruptedException {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        ExecutorService training = Executors.newSingleThreadExecutor();
        ExecutorService listeners = Executors.newSingleThreadExecutor();
        Dataset data = data();

        try (Model model = model()) {
            TrainingRun run = model.fitAsync(data, Fit.epochs(100_000).timeLimit(Duration.ofMinutes(10)), training);
            run.onProgress(
                    progress -> log.add("epoch " + progress.epoch() + ", " + progress.secondsLeft() + " s left"),
                    listeners);
            Optional<Progress> soFar = run.progress(); // or ask now and then

            try (Predictor meanwhile = model.predictor()) { // of whole steps, also while the fit goes on
                float[] probabilities = meanwhile.predict(0.5f, -0.5f);

                assertEquals(2, probabilities.length);
            }

            run.cancel(); // ends within one batch; the model stays usable
            History history = run.await();
            StopReason reason = history.stopReason();

            assertEquals(StopReason.CANCELLED, reason);
            assertFalse(soFar.filter(Progress::isEpochEnd).isPresent() && history.steps() == 0);
        } finally {
            training.shutdown();
            listeners.shutdown();
        }
    }

    @Test
    void memoryIsKnownBeforeItIsTaken() {
        Dataset data = data();
        try (Model model = model()) {
            MemoryPlan plan = model.memoryPlan(data, Fit.epochs(5).batchSize(256));
            long bytes = plan.totalBytes();

            assertTrue(bytes > 0, plan::toString);
            Callable<History> tooLarge =
                    () -> model.fit(data, Fit.epochs(5).batchSize(256).memoryLimit(1_000));
            assertThrows(MemoryLimitException.class, tooLarge::call);

            // The same updates with a quarter of the batch's memory, under a limit.
            model.fit(data, Fit.epochs(5).batchSize(256).accumulate(4).memoryLimit(bytes));
        }
    }

    @Test
    void backendsCanBeListed() {
        List<String> names = Backends.list().stream().map(Backends.Entry::name).toList();

        assertTrue(names.contains("nd4j"), names::toString);
        try (Model model = Sequential.input(2).add(Dense.of(1)).backend("nd4j")) {
            String device = model.device();

            assertEquals("nd4j", model.backendName());
            assertTrue(device.contains("CPU"), device);
        }
    }
}
