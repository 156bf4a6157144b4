package dev.hebb.train;

import dev.hebb.data.Dataset;
import dev.hebb.data.Order;
import dev.hebb.metric.Metric;
import dev.hebb.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The training loop: epochs of batches, callbacks, and every way a run can end. Each ends between two steps, so the model is always that of whole updates.
 */
public final class Trainer {
    private static final double NANOS = 1e9;

    private final Learner learner;
    private final Fit fit;
    private final long seed;
    private final RunControl control;
    private final Consumer<Path> saver;
    private final Feed feed;
    private final Optional<Feed> validation;
    private final int batch;
    private final int rows;
    private final long limitNanos;
    private final long start = System.nanoTime();
    private final List<Callback.Hooks> hooks = new ArrayList<>();
    private Optional<StopReason> stop = Optional.empty();
    private long lastTold = start;
    private long rowsDone;

    private Trainer(
            Learner learner,
            Dataset train,
            Optional<Dataset> held,
            Fit fit,
            long seed,
            RunControl control,
            Consumer<Path> saver) {
        this.learner = learner;
        this.fit = fit;
        this.seed = seed;
        this.control = control;
        this.saver = saver;
        this.feed = learner.feed(train);
        this.validation = held.map(rows -> validationFeed(learner, rows));
        this.rows = train.rows();
        this.batch = fit.batchFor(rows);
        this.limitNanos = fit.timeLimitNanos();
    }

    private static Feed validationFeed(Learner learner, Dataset rows) {
        try {
            return learner.feed(rows);
        } catch (DataMismatchException e) {
            throw new DataMismatchException(e.getMessage() + " (in the validation data)");
        }
    }

    /**
     * Fits until the epochs are done or something ends it.
     *
     * @param held scored after every epoch
     * @param seed of the shuffles
     * @param saver writes the model, for callbacks
     * @throws NonFiniteException where a step is not finite; the model is as before that step
     */
    public static History fit(
            Learner learner,
            Dataset train,
            Optional<Dataset> held,
            Fit fit,
            long seed,
            RunControl control,
            Consumer<Path> saver) {
        return new Trainer(learner, train, held, fit, seed, control, saver).run();
    }

    /** One update from all rows as one batch, in their order; the figures before it. */
    public static Figures update(Learner learner, Dataset rows) {
        Feed feed = learner.feed(rows);
        int[] order = Chunks.inOrder(rows.rows());
        double rate = learner.objective().optimizer().schedule().learningRate(learner.epochs(), learner.steps());
        return learner.figures(
                learner.step(feed, order, 0, order.length, rate, 1), feed.weight(order, 0, order.length));
    }

    private History run() {
        List<Figures> epochs = new ArrayList<>();
        long stepsBefore = learner.steps();
        feed.hold();
        try {
            train(epochs);
            end().reduce(Trainer::joined).ifPresent(failure -> {
                throw failure;
            });
            return new History(epochs, stop.orElse(StopReason.COMPLETED), learner.steps() - stepsBefore, seconds());
        } finally {
            feed.letGo();
            if (stop.equals(Optional.of(StopReason.INTERRUPTED))) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void train(List<Figures> epochs) {
        Training training = new Handle();
        try {
            fit.callbacks().forEach(callback -> hooks.add(callback.begin(training)));
            for (int epoch = 0; epoch < fit.epochs() && !shouldStop(); epoch++) {
                epoch(epoch).ifPresent(epochs::add);
            }
        } catch (RuntimeException | Error e) {
            end().forEach(failure -> joined(e, failure));
            throw e;
        }
    }

    private static <T extends Throwable> T joined(T first, RuntimeException more) {
        if (first != more) {
            first.addSuppressed(more);
        }
        return first;
    }

    /** Every hook hears of the end, also where one before it fails. */
    private Stream<RuntimeException> end() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Callback.Hooks hook : hooks) {
            try {
                hook.onEnd();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!learner.isClosed()) {
            learner.forgetKept();
        }
        return failures.stream();
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    /** The figures of a whole epoch; empty where it was cut short. */
    private Optional<Figures> epoch(int epoch) {
        hooks.forEach(hook -> hook.onEpochBegin(epoch));
        int number = learner.epochs();
        int[] order = fit.shuffles() ? Order.shuffled(rows, seed, number) : Chunks.inOrder(rows);
        int batches = fit.remainder() == Remainder.KEEP ? (rows + batch - 1) / batch : rows / batch;
        Schedule schedule = learner.objective().optimizer().schedule();
        Totals totals = new Totals();
        for (int i = 0; i < batches; i++) {
            if (shouldStop()) {
                return Optional.empty();
            }
            int from = i * batch;
            int count = Math.min(batch, rows - from);
            if (i + 1 < batches) {
                feed.willWrite(order, from + batch, batch);
            }
            double weight = feed.weight(order, from, count);
            double[] sums = learner.step(
                    feed, order, from, count, schedule.learningRate(number, learner.steps()), fit.accumulate());
            totals.add(sums, weight);
            rowsDone += count;
            if (wantsBatches()) {
                tellBatch(epoch, learner.figures(sums, weight));
            }
            if (i + 1 < batches && isTimeToTell()) {
                tell(epoch, i + 1, batches, totals.figures(), false);
            }
        }
        learner.finishEpoch();
        Figures figures = totals.figures();
        if (validation.isPresent()) {
            Optional<Figures> scores = learner.evaluate(validation.get(), this::shouldStop);
            if (scores.isEmpty()) {
                return Optional.empty();
            }
            figures = figures.and("val_", scores.get());
        }
        tell(epoch, batches, batches, figures, true);
        for (Callback.Hooks hook : hooks) {
            hook.onEpochEnd(epoch, figures);
        }
        return Optional.of(figures);
    }

    /** The clock is read only where somebody listens: it takes as long as a tenth of a small step. */
    private boolean isTimeToTell() {
        return control.everyNanos() < Long.MAX_VALUE && System.nanoTime() - lastTold >= control.everyNanos();
    }

    /** Asked after every step, so it makes no object. */
    private boolean wantsBatches() {
        for (int i = 0; i < hooks.size(); i++) {
            if (hooks.get(i).wantsBatches()) {
                return true;
            }
        }
        return false;
    }

    private void tellBatch(int epoch, Figures figures) {
        for (Callback.Hooks hook : hooks) {
            if (hook.wantsBatches()) {
                hook.onBatchEnd(epoch, learner.steps(), figures);
            }
        }
    }

    private boolean shouldStop() {
        if (stop.isEmpty()) {
            if (Thread.interrupted()) {
                stop = Optional.of(StopReason.INTERRUPTED);
            } else if (control.isCancelled()) {
                stop = Optional.of(StopReason.CANCELLED);
            } else if (limitNanos < Long.MAX_VALUE && System.nanoTime() - start >= limitNanos) {
                stop = Optional.of(StopReason.TIME_LIMIT);
            }
        }
        return stop.isPresent();
    }

    private void tell(int epoch, int done, int batches, Figures figures, boolean isEpochEnd) {
        lastTold = System.nanoTime();
        double seconds = seconds();
        double perSecond = seconds == 0 ? 0 : rowsDone / seconds;
        double share = (epoch + (double) done / batches) / fit.epochs();
        double left = share == 0 ? Double.NaN : seconds / share - seconds;
        control.tell(new Progress(epoch, fit.epochs(), done, batches, figures, isEpochEnd, seconds, perSecond, left));
    }

    /** The sums of an epoch so far. */
    private final class Totals {
        private double[] sums = new double[0];
        private double weight;
        private double penalty;

        void add(double[] batchSums, double batchWeight) {
            if (sums.length == 0) {
                sums = new double[batchSums.length];
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += batchSums[i];
            }
            weight += batchWeight;
            penalty += batchSums[Report.PENALTY] * batchWeight;
        }

        Figures figures() {
            return sums.length == 0 ? Figures.NONE : learner.figures(withPenalty(), weight);
        }

        private double[] withPenalty() {
            double[] all = sums.clone();
            all[Report.PENALTY] = penalty / weight;
            return all;
        }
    }

    /** The run as callbacks see it. */
    private final class Handle implements Training {
        @Override
        public void stop(String why) {
            if (stop.isEmpty()) {
                stop = Optional.of(StopReason.STOPPED_BY_CALLBACK);
            }
        }

        @Override
        public void keepParameters() {
            learner.keepParameters();
        }

        @Override
        public void restoreParameters() {
            if (!learner.isClosed()) {
                learner.restoreParameters();
            }
        }

        /** A file that an interrupted thread writes to is closed under its hands: the interrupt waits until the file is whole. */
        @Override
        public void save(Path file) {
            boolean interrupted = Thread.interrupted();
            try {
                saver.accept(file);
            } catch (RuntimeException e) {
                if (!Thread.interrupted()) {
                    throw e;
                }
                interrupted = true;
                saver.accept(file);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public boolean isHigherBetter(String figure) {
            String plain = figure.startsWith("val_") ? figure.substring("val_".length()) : figure;
            return learner.objective().metrics().entrySet().stream()
                    .flatMap(
                            entry -> entry.getValue().stream().filter(metric -> isNamed(plain, entry.getKey(), metric)))
                    .anyMatch(Metric::isHigherBetter);
        }

        private boolean isNamed(String figure, String output, Metric metric) {
            return figure.equals(metric.name()) || figure.equals(output + "_" + metric.name());
        }

        @Override
        public int epochs() {
            return fit.epochs();
        }
    }
}
