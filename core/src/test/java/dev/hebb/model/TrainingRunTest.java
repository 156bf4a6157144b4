package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.train.Callback;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.Progress;
import dev.hebb.train.StopReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fits in the background: progress, and every way to end one. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TrainingRunTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final int BATCH = 4;

    private final Dataset data = Small.data(12);
    private final Model model = Small.model();
    private final ExecutorService trainer = Executors.newSingleThreadExecutor();
    private final ExecutorService listening = Executors.newSingleThreadExecutor();

    @AfterEach
    void close() throws InterruptedException {
        model.close();
        trainer.shutdownNow();
        listening.shutdownNow();
        assertTrue(trainer.awaitTermination(50, TimeUnit.SECONDS));
    }

    /** Holds the training thread at one step until it is let go. */
    private static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private final Callback callback;

        Gate(long atStep) {
            callback = Callback.onBatchEnd((training, step, figures) -> {
                if (step == atStep) {
                    reached.countDown();
                    uninterrupted(open);
                }
            });
        }
    }

    /** Waits on, as a kernel does that is under way. */
    private static void uninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Fit endless() {
        return Fit.epochs(1_000_000).batchSize(BATCH).inOrder();
    }

    private static void assertEndedAt(int step, Model stopped, Dataset data) {
        try (Model reference = Small.model()) {
            for (int i = 0; i < step; i++) {
                int from = i * BATCH;
                reference.partialFit(data.rows(new int[] {from, from + 1, from + 2, from + 3}));
            }
            assertArrayEquals(Small.weights(reference), Small.weights(stopped));
        }
    }

    @Test
    void aBackgroundFitGivesWhatAPlainOneGives() throws InterruptedException {
        try (Model plain = Small.model()) {
            Fit fit = Fit.epochs(3).batchSize(5).validationSplit(0.25);
            History expected = plain.fit(data, fit);
            TrainingRun run = model.fitAsync(data, fit, trainer);
            History history = run.await();
            assertEquals(expected.epochs(), history.epochs());
            assertEquals(StopReason.COMPLETED, history.stopReason());
            assertTrue(run.isDone());
            assertArrayEquals(Small.weights(plain), Small.weights(model));
        }
    }

    @Test
    void cancelEndsTheRunWithinOneBatch() throws InterruptedException {
        Gate gate = new Gate(2);
        TrainingRun run = model.fitAsync(data, endless().callbacks(gate.callback), trainer);
        gate.reached.await();
        assertEquals(Optional.empty(), run.await(Duration.ofMillis(1)));
        run.cancel();
        gate.open.countDown();
        History history = run.await();
        assertEquals(StopReason.CANCELLED, history.stopReason());
        assertEquals(2, history.steps());
        assertEndedAt(2, model, data);
        assertEquals(1, model.fit(data, Fit.epochs(1)).epochs().size(), "the model is free again");
    }

    @Test
    void anInterruptEndsTheRunWithinOneBatch() throws InterruptedException {
        Gate gate = new Gate(3);
        TrainingRun run = model.fitAsync(data, endless().callbacks(gate.callback), trainer);
        gate.reached.await();
        trainer.shutdownNow();
        gate.open.countDown();
        History history = run.await();
        assertEquals(StopReason.INTERRUPTED, history.stopReason());
        assertEquals(3, history.steps());
        assertEndedAt(3, model, data);
    }

    @Test
    void theInterruptFlagIsSetAgain() {
        Callback interrupt = Callback.onBatchEnd(
                (training, step, figures) -> Thread.currentThread().interrupt());
        assertEquals(
                StopReason.INTERRUPTED,
                model.fit(data, endless().callbacks(interrupt)).stopReason());
        assertTrue(Thread.interrupted());
        Callback atTheEnd = training -> new Callback.Hooks() {
            @Override
            public void onEnd() {
                assertFalse(Thread.currentThread().isInterrupted(), "hooks may write files");
                throw new IllegalStateException("mine");
            }
        };
        assertThrows(
                IllegalStateException.class, () -> model.fit(data, endless().callbacks(interrupt, atTheEnd)));
        assertTrue(Thread.interrupted(), "also where the run fails");
        Thread.currentThread().interrupt();
        assertEquals(0, model.fit(data, endless()).steps(), "an interrupt that came before");
        assertTrue(Thread.interrupted());
    }

    @Test
    void cancelOfARunThatHasNotBegunFreesTheModel() throws InterruptedException {
        List<Runnable> queue = new ArrayList<>();
        TrainingRun run = model.fitAsync(data, endless(), queue::add);
        assertThrows(IllegalStateException.class, () -> model.fitAsync(data, endless(), queue::add));
        assertFalse(run.isDone());
        run.cancel();
        assertEquals(StopReason.CANCELLED, run.await().stopReason());
        assertEquals(1, model.fit(data, Fit.epochs(1)).epochs().size());
        double[] before = Small.weights(model);
        queue.forEach(Runnable::run);
        assertArrayEquals(before, Small.weights(model));
    }

    @Test
    void anExecutorThatRefusesLeavesTheModelFree() {
        assertThrows(
                RejectedExecutionException.class,
                () -> model.fitAsync(data, endless(), command -> {
                    throw new RejectedExecutionException("full");
                }));
        assertEquals(1, model.fit(data, Fit.epochs(1)).epochs().size());
    }

    @Test
    void aSlowListenerMissesEventsAndNeverHoldsTrainingUp() throws InterruptedException {
        List<Progress> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        Gate gate = new Gate(2);
        // Training may be done before the listener's thread has begun.
        Callback untilHeard = Callback.onEpochEnd((training, epoch, figures) -> {
            if (epoch == 20) {
                uninterrupted(first);
            }
        });
        TrainingRun run =
                model.fitAsync(data, Fit.epochs(30).batchSize(6).callbacks(gate.callback, untilHeard), trainer);
        gate.reached.await();
        run.onProgress(
                event -> {
                    heard.add(event);
                    first.countDown();
                    uninterrupted(done);
                    if (event.epoch() == 29) {
                        last.countDown();
                    }
                },
                listening);
        gate.open.countDown();
        first.await();
        assertEquals(30, run.await().epochs().size(), "training is done although the listener is not");
        done.countDown();
        last.await();
        assertEquals(2, heard.size(), "the first and the newest");
        assertTrue(heard.get(1).isEpochEnd());
        assertSame(heard.get(1), run.progress().orElseThrow());
    }

    @Test
    void eventsTellHowFarARunIs() throws InterruptedException {
        List<Progress> heard = new ArrayList<>();
        TrainingRun run = model.fitAsync(data, Fit.epochs(3).batchSize(5).validationData(data), trainer);
        run.onProgress(heard::add, Runnable::run);
        History history = run.await();
        Progress end = heard.get(heard.size() - 1);
        assertEquals(2, end.epoch());
        assertEquals(3, end.epochs());
        assertEquals(3, end.batch());
        assertEquals(3, end.batchesPerEpoch());
        assertTrue(end.isEpochEnd());
        assertEquals(history.last(), end.figures());
        assertTrue(end.figures().has("val_loss"));
        assertTrue(end.seconds() > 0 && end.samplesPerSecond() > 0);
        assertEquals(0, end.secondsLeft(), 1e-9);
        assertThrows(
                UnsupportedOperationException.class,
                () -> end.figures().values().clear());
    }

    @Test
    void aListenerThatComesLateHearsTheNewestEvent() throws InterruptedException {
        TrainingRun run = model.fitAsync(data, Fit.epochs(2), trainer);
        run.await();
        List<Progress> heard = new ArrayList<>();
        run.onProgress(heard::add, Runnable::run);
        assertEquals(List.of(1), heard.stream().map(Progress::epoch).toList());
    }

    @Test
    void listenersThatFailDoNotEndTraining() throws InterruptedException {
        List<Progress> good = Collections.synchronizedList(new ArrayList<>());
        List<Progress> bad = Collections.synchronizedList(new ArrayList<>());
        Gate gate = new Gate(1);
        TrainingRun run = model.fitAsync(data, Fit.epochs(5).callbacks(gate.callback), trainer);
        gate.reached.await();
        run.onProgress(
                event -> {
                    bad.add(event);
                    throw new AssertionError("mine");
                },
                Runnable::run);
        run.onProgress(event -> {}, command -> {
            throw new IllegalStateException("not open");
        });
        run.onProgress(good::add, Runnable::run);
        gate.open.countDown();
        assertEquals(5, run.await().epochs().size());
        assertEquals(1, bad.size());
        assertEquals(5, good.size());
    }

    @Test
    void failuresComeOutOfAwait() throws InterruptedException {
        Dataset wide = Dataset.of(new float[2][7], new int[2]);
        TrainingRun run = model.fitAsync(wide, Fit.epochs(1), trainer);
        Refused.by(DataMismatchException.class, run::await, "[batch, 4]", "[batch, 7]");
        Refused.by(DataMismatchException.class, () -> run.await(LONG), "[batch, 4]", "[batch, 7]");
        Callback error = Callback.onEpochEnd((training, epoch, figures) -> {
            throw new AssertionError("mine");
        });
        TrainingRun failing = model.fitAsync(data, Fit.epochs(1).callbacks(error), trainer);
        assertEquals("mine", assertThrows(AssertionError.class, failing::await).getMessage());
        assertTrue(failing.isDone());
        assertTrue(model.fitAsync(data, Fit.epochs(1), trainer)
                .await(Duration.ofSeconds(Long.MAX_VALUE))
                .isPresent());
    }

    @Test
    void waitingCanBeInterruptedWhileTrainingGoesOn() throws InterruptedException {
        Gate gate = new Gate(1);
        TrainingRun run = model.fitAsync(data, Fit.epochs(2).callbacks(gate.callback), trainer);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, run::await);
        gate.open.countDown();
        assertEquals(2, run.await().epochs().size());
    }

    @Test
    void closeEndsTheFit() throws InterruptedException {
        Gate gate = new Gate(2);
        TrainingRun run = model.fitAsync(data, endless().callbacks(gate.callback), trainer);
        gate.reached.await();
        model.close();
        assertTrue(model.isClosed());
        gate.open.countDown();
        Refused.by(IllegalStateException.class, run::await, "stay open while it is fitted", "closed", "cancel the run");
    }

    @Test
    void aModelIsSavedWhileItIsFitted(@TempDir Path folder) throws InterruptedException {
        Gate gate = new Gate(2);
        TrainingRun run = model.fitAsync(data, endless().callbacks(gate.callback), trainer);
        gate.reached.await();
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        gate.open.countDown();
        run.cancel();
        run.await();
        try (Model saved = Model.load(file)) {
            assertEndedAt(2, saved, data);
        }
    }

    @Test
    void closeFromACallbackEndsTheFit() {
        Callback closing = Callback.onBatchEnd((training, step, figures) -> model.close());
        Refused.by(
                IllegalStateException.class,
                () -> model.fit(data, endless().callbacks(closing)),
                "stay open while it is fitted");
    }

    @Test
    void closeAtAnyMomentNeverCrashes() throws InterruptedException {
        for (int delay = 0; delay < 12; delay++) {
            Model one = Small.model();
            TrainingRun run = one.fitAsync(data, endless(), trainer);
            TimeUnit.MILLISECONDS.sleep(delay * delay);
            one.close();
            Refused.by(IllegalStateException.class, run::await, "closed");
        }
    }
}
