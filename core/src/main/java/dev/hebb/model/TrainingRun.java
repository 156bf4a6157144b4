package dev.hebb.model;

import dev.hebb.train.History;
import dev.hebb.train.Progress;
import dev.hebb.train.RunControl;
import dev.hebb.train.StopReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/** A fit that goes on in the background. Safe for any thread. */
public final class TrainingRun {
    private static final long MILLIS_BETWEEN_EVENTS = 50;

    private final CompletableFuture<History> result = new CompletableFuture<>();
    private final List<ProgressMailbox> mailboxes = new CopyOnWriteArrayList<>();
    private final RunControl control = new RunControl(this::publish, MILLIS_BETWEEN_EVENTS);
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Runnable whenAbandoned;
    private volatile Optional<ProgressMailbox.Letter> latest = Optional.empty();

    /** @param whenAbandoned called where the run is cancelled before it began */
    TrainingRun(Runnable whenAbandoned) {
        this.whenAbandoned = whenAbandoned;
    }

    /** Trains, on this thread, unless the run was cancelled before. */
    void begin(Function<RunControl, History> training) {
        if (begun.compareAndSet(false, true)) {
            try {
                result.complete(training.apply(control));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }
    }

    /** On the training thread. */
    private void publish(Progress event) {
        ProgressMailbox.Letter letter = new ProgressMailbox.Letter(
                latest.map(ProgressMailbox.Letter::number).orElse(0L) + 1, event);
        latest = Optional.of(letter);
        mailboxes.forEach(mailbox -> mailbox.put(letter));
    }

    /**
     * Tells {@code listener} about the progress, on {@code executor}, one event at a time. A listener that is slower than training misses intermediate events
     * and never holds training up; the newest one always arrives. One that throws hears no more.
     */
    public void onProgress(Consumer<Progress> listener, Executor executor) {
        ProgressMailbox mailbox = new ProgressMailbox(listener, executor);
        mailboxes.add(mailbox);
        latest.ifPresent(mailbox::put);
    }

    /** The newest progress; empty before the first batch is done. */
    public Optional<Progress> progress() {
        return latest.map(ProgressMailbox.Letter::event);
    }

    /** Ends training within one batch, at once where it has not begun; the model stays usable. */
    public void cancel() {
        control.cancel();
        if (begun.compareAndSet(false, true)) {
            whenAbandoned.run();
            result.complete(new History(List.of(), StopReason.CANCELLED, 0, 0));
        }
    }

    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Waits for the end.
     *
     * @throws InterruptedException where the waiting thread is interrupted; training goes on
     * @throws RuntimeException what training threw
     */
    public History await() throws InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Waits at most this long; empty where training still goes on then. */
    public Optional<History> await(Duration limit) throws InterruptedException {
        try {
            return Optional.of(result.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
