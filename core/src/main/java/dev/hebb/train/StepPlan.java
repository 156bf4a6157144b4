package dev.hebb.train;

import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.PlanInput;
import java.util.Optional;

/** A bound plan with the few numbers that every step writes to it, where it reads them; writing allocates nothing. One thread at a time. */
final class StepPlan {
    private final BoundPlan bound;
    private final Optional<PlanInput> scale;
    private final Optional<PlanInput> random;
    private final Optional<PlanInput> learningRate;
    private final Optional<PlanInput> step;
    private final double[] scalar = new double[1];
    private final int[] key = new int[4];

    StepPlan(BoundPlan bound) {
        this.bound = bound;
        this.scale = bound.inputIfRead(StepGraphs.SCALE);
        this.random = bound.inputIfRead(StepGraphs.RANDOM);
        this.learningRate = bound.inputIfRead(StepGraphs.LEARNING_RATE);
        this.step = bound.inputIfRead(StepGraphs.STEP);
    }

    BoundPlan bound() {
        return bound;
    }

    private void write(Optional<PlanInput> input, double value) {
        if (input.isPresent()) {
            scalar[0] = value;
            input.get().write(0, scalar, 0, 1);
        }
    }

    /**
     * What the forward and backward pass of a batch read.
     *
     * @param weight of the whole batch
     * @param steps done before
     * @param firstRow of the batch that this plan takes
     */
    void writeBatch(double weight, long seed, long steps, int firstRow) {
        write(scale, weight == 0 ? 0 : 1 / weight);
        if (random.isPresent()) {
            key[0] = (int) seed;
            key[1] = (int) (seed >>> 32);
            key[2] = (int) steps;
            key[3] = firstRow;
            random.get().write(0, key, 0, key.length);
        }
    }

    /** What the update reads. */
    void writeUpdate(double rate, long steps) {
        write(learningRate, rate);
        write(step, steps + 1.0);
    }
}
