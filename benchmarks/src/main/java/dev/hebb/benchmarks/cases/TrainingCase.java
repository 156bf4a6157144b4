package dev.hebb.benchmarks.cases;

import dev.hebb.benchmarks.HebbEngine;
import dev.hebb.benchmarks.PlainEngine;
import dev.hebb.benchmarks.Trainee;
import dev.hebb.benchmarks.Workload;
import dev.hebb.shape.Precision;
import java.util.Optional;

/** Whole training steps: {@link #STEPS} per run. */
final class TrainingCase implements Case {
    static final int STEPS = 10;

    private static final int CHECKED_STEPS = 3;
    private static final double TOLERANCE = 1e-4;

    private final Workload workload;
    private final Trainee trainee;

    TrainingCase(Optional<String> backend, Workload workload) {
        this.workload = workload;
        this.trainee = new HebbEngine(backend, Precision.FLOAT32).prepare(workload);
    }

    @Override
    public String name() {
        return STEPS + " steps, " + workload.name();
    }

    @Override
    public double operations() {
        return STEPS * workload.operations();
    }

    @Override
    public double bytes() {
        return STEPS * workload.leastBytes();
    }

    @Override
    public void verify() {
        double[] losses = trainee.losses(CHECKED_STEPS);
        try (Trainee plain = new PlainEngine().prepare(workload)) {
            double[] expected = plain.losses(CHECKED_STEPS);
            for (int step = 0; step < CHECKED_STEPS; step++) {
                WrongResultException.require(
                        "loss " + step + " of " + workload.name(), expected[step], losses[step], TOLERANCE);
            }
        }
    }

    @Override
    public void run() {
        trainee.time(STEPS);
    }

    @Override
    public void close() {
        trainee.close();
    }
}
