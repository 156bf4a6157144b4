package dev.hebb.train;

import dev.hebb.data.Dataset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How to fit: {@code Fit.epochs(50).batchSize(128).validationSplit(0.2)}.
 *
 * @param epochs passes over the data, 1 or more
 * @param batchSize rows per update; empty takes {@link #DEFAULT_BATCH}, or all rows where there are fewer
 * @param validationSplit share of the rows, the last ones before shuffling, that are kept out of training; 0 for none
 * @param validationData rows scored after every epoch; excludes a split
 * @param shuffles whether every epoch takes the rows in a new order, drawn from the model's seed
 * @param remainder what becomes of a smaller last batch
 * @param accumulate into how many micro-batches a batch is split; the update is the same as without, the memory smaller
 * @param timeLimit when to stop, kept to within one batch
 * @param memoryLimitBytes what the model may allocate, checked before it does; 0 for no limit
 */
public record Fit(
        int epochs,
        OptionalInt batchSize,
        double validationSplit,
        Optional<Dataset> validationData,
        boolean shuffles,
        Remainder remainder,
        int accumulate,
        Optional<Duration> timeLimit,
        long memoryLimitBytes,
        List<Callback> callbacks) {
    public static final int DEFAULT_BATCH = 32;

    /** Of a clock that counts nanoseconds. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    public Fit {
        callbacks = List.copyOf(callbacks);
        require(epochs >= 1, "1 or more epochs", epochs);
        batchSize.ifPresent(size -> require(size >= 1, "a batch size of 1 or more", size));
        require(validationSplit >= 0 && validationSplit < 1, "a validation split from 0 to below 1", validationSplit);
        require(accumulate >= 1, "1 or more micro-batches", accumulate);
        require(memoryLimitBytes >= 0, "a memory limit of 0 bytes (none) or more", memoryLimitBytes);
        timeLimit.ifPresent(limit -> require(!limit.isNegative() && !limit.isZero(), "a time limit above 0", limit));
        require(
                validationSplit == 0 || validationData.isEmpty(),
                "validation data or a validation split, not both",
                validationSplit);
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " but got " + got + " in Fit");
        }
    }

    public static Fit epochs(int epochs) {
        return new Fit(
                epochs,
                OptionalInt.empty(),
                0,
                Optional.empty(),
                true,
                Remainder.KEEP,
                1,
                Optional.empty(),
                0,
                List.of());
    }

    /** This with some components changed. */
    private Fit with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    public Fit batchSize(int rows) {
        return with(draft -> draft.batchSize = OptionalInt.of(rows));
    }

    public Fit validationSplit(double fraction) {
        return with(draft -> draft.validationSplit = fraction);
    }

    public Fit validationData(Dataset data) {
        return with(draft -> draft.validationData = Optional.of(data));
    }

    /** Takes the rows in their own order at every epoch. */
    public Fit inOrder() {
        return with(draft -> draft.shuffles = false);
    }

    public Fit remainder(Remainder what) {
        return with(draft -> draft.remainder = what);
    }

    public Fit accumulate(int microBatches) {
        return with(draft -> draft.accumulate = microBatches);
    }

    public Fit timeLimit(Duration limit) {
        return with(draft -> draft.timeLimit = Optional.of(limit));
    }

    public Fit memoryLimit(long bytes) {
        return with(draft -> draft.memoryLimitBytes = bytes);
    }

    /** Adds callbacks; their hooks are called in this order. */
    public Fit callbacks(Callback... more) {
        return with(draft -> draft.callbacks.addAll(List.of(more)));
    }

    /** The components while some of them change. */
    private static final class Draft {
        private final int epochs;
        private OptionalInt batchSize;
        private double validationSplit;
        private Optional<Dataset> validationData;
        private boolean shuffles;
        private Remainder remainder;
        private int accumulate;
        private Optional<Duration> timeLimit;
        private long memoryLimitBytes;
        private final List<Callback> callbacks;

        Draft(Fit from) {
            epochs = from.epochs;
            batchSize = from.batchSize;
            validationSplit = from.validationSplit;
            validationData = from.validationData;
            shuffles = from.shuffles;
            remainder = from.remainder;
            accumulate = from.accumulate;
            timeLimit = from.timeLimit;
            memoryLimitBytes = from.memoryLimitBytes;
            callbacks = new ArrayList<>(from.callbacks);
        }

        Fit finished() {
            return new Fit(
                    epochs,
                    batchSize,
                    validationSplit,
                    validationData,
                    shuffles,
                    remainder,
                    accumulate,
                    timeLimit,
                    memoryLimitBytes,
                    callbacks);
        }
    }

    /** The time limit, or more time than there is. */
    long timeLimitNanos() {
        return timeLimit
                .filter(limit -> limit.compareTo(LONGEST) < 0)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
    }

    /** Rows per update for this many rows of training data. */
    public int batchFor(int rows) {
        if (batchSize.isPresent() && batchSize.getAsInt() > rows) {
            throw new IllegalArgumentException("expected a batch of at most the " + rows + " training rows but got "
                    + batchSize.getAsInt() + "; take a smaller batch, or leave it out");
        }
        return batchSize.orElse(Math.min(DEFAULT_BATCH, rows));
    }
}
