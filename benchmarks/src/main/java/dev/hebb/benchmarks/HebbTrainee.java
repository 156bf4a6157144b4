package dev.hebb.benchmarks;

import dev.hebb.data.Dataset;
import dev.hebb.model.LayerHandle;
import dev.hebb.model.Model;
import dev.hebb.nn.Network;
import dev.hebb.train.Callback;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model of Hebb's. A round is one epoch of {@link Model#fit} over a dataset that repeats the batch, so it includes what every user pays for: gathering the
 * rows, copying them in, and reading loss and finite flag back.
 */
final class HebbTrainee implements Trainee {
    private final Model model;
    private final Dataset batch;

    HebbTrainee(Model model, Dataset batch) {
        this.model = model;
        this.batch = batch;
    }

    @Override
    public String device() {
        return model.backendName() + ": " + model.device();
    }

    private Dataset repeated(int steps) {
        int rows = batch.rows();
        int[] indices = new int[Math.multiplyExact(rows, steps)];
        Arrays.setAll(indices, i -> i % rows);
        return batch.rows(indices);
    }

    private void fit(int steps, Callback callback) {
        model.fit(
                repeated(steps), Fit.epochs(1).batchSize(batch.rows()).inOrder().callbacks(callback));
    }

    @Override
    public double[] losses(int steps) {
        List<Double> losses = new ArrayList<>();
        fit(steps, Callback.onBatchEnd((training, step, figures) -> losses.add(figures.get("loss"))));
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public long time(int steps) {
        Stopwatch stopwatch = new Stopwatch();
        fit(steps, stopwatch);
        return stopwatch.nanos;
    }

    /** Times the epoch itself, not the checks of the data before it. */
    private static final class Stopwatch implements Callback, Callback.Hooks {
        private long start;
        private long nanos;

        @Override
        public Hooks begin(Training training) {
            return this;
        }

        @Override
        public void onEpochBegin(int epoch) {
            start = System.nanoTime();
        }

        @Override
        public void onEpochEnd(int epoch, Figures figures) {
            nanos = System.nanoTime() - start;
        }
    }

    @Override
    public double[] parameterSums() {
        Network network = model.network();
        return network.parameters().stream()
                .mapToDouble(parameter -> {
                    String path = parameter.path();
                    int slash = path.lastIndexOf('/');
                    LayerHandle layer = model.layer(path.substring(0, slash));
                    try (var values = layer.get(path.substring(slash + 1))) {
                        return Arrays.stream(values.ravel().toDoubleVector()).sum();
                    }
                })
                .toArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
