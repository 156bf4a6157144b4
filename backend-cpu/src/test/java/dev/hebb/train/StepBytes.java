package dev.hebb.train;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.tanh;

import com.sun.management.ThreadMXBean;
import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.data.Order;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Schedule;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;

/** A program that trains small networks on the cpu backend and prints what its thread and JavaCPP allocated during the steps. */
final class StepBytes {
    private static final int WARM_UP = 500;
    private static final int STEPS = 2_000;
    private static final int BATCH = 4;
    private static final int ROWS = (WARM_UP + STEPS + 1) * BATCH;

    private StepBytes() {}

    /** A schedule, which is asked before every step: it reads the counters before the first step that counts and after the last one. */
    private static final class Probe implements Schedule {
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        private final long[] before = new long[3];
        private final long[] after = new long[3];

        private void read(long[] into) {
            into[1] = Pointer.totalBytes();
            into[2] = Pointer.totalCount();
            into[0] = threads.getCurrentThreadAllocatedBytes();
        }

        @Override
        public double learningRate(int epoch, long step) {
            if (step == 0) {
                read(after); // so that reading itself is warm
            } else if (step == WARM_UP) {
                read(before);
            } else if (step == WARM_UP + STEPS) {
                read(after);
            }
            return 1e-3;
        }

        void print(String what) {
            System.out.println(what + ": bytes " + (after[0] - before[0]) + ", native bytes " + (after[1] - before[1])
                    + ", pointers " + (after[2] - before[2]));
        }
    }

    private static Model model(Schedule schedule) {
        return Sequential.input(2)
                .add(Dense.of(2, tanh()), Dropout.of(0.2), Dense.of(2, identity()))
                .seed(1)
                .backend("cpu")
                .compile(
                        Adam.of(1e-3).withSchedule(schedule),
                        Losses.sparseCategoricalCrossEntropyFromLogits(),
                        Metrics.accuracy());
    }

    private static void fit(String what, Dataset data, Fit fit) {
        Probe probe = new Probe();
        try (Model model = model(probe)) {
            model.fit(data, fit);
        }
        probe.print(what);
    }

    private static void learner(Dataset data) {
        Probe probe = new Probe();
        try (Model model = model(probe);
                Learner learner =
                        new Learner(model.network(), new Session(Backends.open("cpu"), Precision.FLOAT32), 1)) {
            learner.compile(model.compiledFor().orElseThrow());
            Feed feed = learner.feed(data);
            int[] order = Order.shuffled(data.rows(), 1, 0);
            for (int i = 0; i <= WARM_UP + STEPS; i++) {
                learner.step(feed, order, i * BATCH, BATCH, probe.learningRate(0, i), 1);
            }
        }
        probe.print("learner");
    }

    public static void main(String[] arguments) {
        Random random = new Random(1);
        float[][] floats = new float[ROWS][2];
        double[][] doubles = new double[ROWS][2];
        int[] classes = new int[ROWS];
        double[] weights = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            doubles[i] = new double[] {random.nextGaussian(), random.nextGaussian()};
            floats[i] = new float[] {(float) doubles[i][0], (float) doubles[i][1]};
            classes[i] = random.nextInt(2);
            weights[i] = random.nextDouble();
        }
        Dataset data = Dataset.of(floats, classes);
        Fit fit = Fit.epochs(1).batchSize(BATCH).callbacks(Callback.onEpochEnd((training, epoch, figures) -> {}));
        int[] all = Order.shuffled(ROWS, 2, 0);
        fit("fit", data, fit);
        fit("fit of doubles", Dataset.of(doubles, classes), fit);
        fit(
                "fit of rows of weighted rows of rows",
                data.rows(all).withWeights(weights).rows(all),
                fit);
        fit("fit in micro-batches", data, fit.accumulate(2));
        learner(data);
    }
}
