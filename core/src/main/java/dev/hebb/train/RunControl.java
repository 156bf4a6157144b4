package dev.hebb.train;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The strings of a run that is under way: cancel from any thread, progress on the training thread. */
public final class RunControl {
    private final Consumer<Progress> progress;
    private final long everyNanos;
    private volatile boolean cancelled;

    /**
     * @param progress called on the training thread; must return at once
     * @param everyMillis the least time between two calls within an epoch; every epoch's end is told in any case
     */
    public RunControl(Consumer<Progress> progress, long everyMillis) {
        this.progress = progress;
        this.everyNanos = TimeUnit.MILLISECONDS.toNanos(everyMillis);
    }

    /** Nobody listens. */
    public static RunControl silent() {
        return new RunControl(event -> {}, Long.MAX_VALUE);
    }

    /** Ends the run within one batch. */
    public void cancel() {
        cancelled = true;
    }

    public boolean isCancelled() {
        return cancelled;
    }

    long everyNanos() {
        return everyNanos;
    }

    void tell(Progress event) {
        progress.accept(event);
    }
}
