package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backend;
import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.model.TrainingRun;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fits on several threads that are cancelled or interrupted in the middle: the pool's threads go to sleep, and the next fit has them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndedFitTest {
    private static final int THREADS = 3;
    private static final int FEATURES = 64;
    private static final int BATCH = 256;
    private static final Path TASKS = Path.of("/proc/self/task");

    private final Dataset data = data();

    @BeforeEach
    void setThreads() {
        Kernels.assumeBuilt();
        Assumptions.assumeTrue(
                Files.exists(TASKS.resolve(Long.toString(ProcessHandle.current().pid()) + "/schedstat")),
                "the time of threads is read in /proc");
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(THREADS));
    }

    @AfterEach
    void reset() {
        System.clearProperty(CpuThreads.PROPERTY);
    }

    private static Dataset data() {
        Random random = new Random(1);
        int rows = 4 * BATCH;
        float[][] x = new float[rows][FEATURES];
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < FEATURES; i++) {
                x[row][i] = (float) random.nextGaussian();
            }
            classes[row] = row % 10;
        }
        return Dataset.of(x, classes);
    }

    private static Model model() {
        return Sequential.input(FEATURES)
                .add(Dense.of(256, tanh()), Dense.of(256, tanh()), Dense.of(10, identity()))
                .seed(1)
                .backend(CpuProvider.NAME)
                .compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropyFromLogits());
    }

    private double[] weightsOfWholeFit() {
        try (Model model = model()) {
            model.fit(data, Fit.epochs(2).batchSize(BATCH));
            return Small.weights(model);
        }
    }

    /** Nanoseconds of processor time of the pool's threads, by their numbers. */
    private static Map<String, Long> times() throws IOException {
        Map<String, Long> times = new TreeMap<>();
        List<Path> tasks;
        try (Stream<Path> all = Files.list(TASKS)) {
            tasks = all.toList();
        }
        for (Path task : tasks) {
            try {
                if (Files.readString(task.resolve("comm")).startsWith("hebb-")) {
                    String time = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
                    times.put(task.getFileName().toString(), Long.valueOf(time));
                }
            } catch (NoSuchFileException e) {
                times.remove(task.getFileName().toString()); // it has ended
            }
        }
        return times;
    }

    /** Waits until the pool's threads take no more time: they would take it also while they looked for work of a fit that never ended. */
    private static Map<String, Long> timesOnceAsleep() throws Exception {
        Map<String, Long> before = Map.of();
        Map<String, Long> now = times();
        while (!now.equals(before)) {
            Thread.sleep(30);
            before = now;
            now = times();
        }
        return now;
    }

    @ParameterizedTest
    @EnumSource(
            value = StopReason.class,
            names = {"CANCELLED", "INTERRUPTED"})
    void thePoolsThreadsSleepAndTheNextFitHasThem(StopReason reason) throws Exception {
        try (Backend keepsThePool = new CpuProvider().open()) {
            assertTrue(keepsThePool.device().endsWith(THREADS + " threads"), keepsThePool.device());
            double[] expected = weightsOfWholeFit();
            for (int delay = 0; delay < 4; delay++) {
                try (Model model = model()) {
                    assertEquals(reason, ended(model, reason, delay).stopReason());
                    Map<String, Long> before = timesOnceAsleep();
                    assertTrue(before.size() >= THREADS - 1, before::toString);
                    assertArrayEquals(expected, weightsOfWholeFit());
                    Map<String, Long> after = times();
                    assertEquals(before.keySet(), after.keySet());
                    long helped = before.keySet().stream()
                            .filter(task -> after.get(task) > before.get(task))
                            .count();
                    assertTrue(helped >= THREADS - 1, before + " then " + after);
                    model.fit(data, Fit.epochs(1).batchSize(BATCH));
                }
            }
        }
    }

    /** A fit that is ended some milliseconds after its first batch. */
    private History ended(Model model, StopReason reason, int delayMillis) throws InterruptedException {
        Thread[] thread = new Thread[1];
        TrainingRun run = model.fitAsync(data, Fit.epochs(1_000_000).batchSize(BATCH), training -> {
            thread[0] = new Thread(training);
            thread[0].start();
        });
        while (run.progress().isEmpty()) {
            Thread.sleep(1);
        }
        Thread.sleep(delayMillis);
        if (reason == StopReason.CANCELLED) {
            run.cancel();
        } else {
            thread[0].interrupt();
        }
        History history = run.await(Duration.ofSeconds(10)).orElseThrow();
        thread[0].join();
        assertTrue(history.steps() > 0);
        return history;
    }
}
