package dev.hebb.optim;

/**
 * A learning rate that falls by a factor at regular intervals.
 *
 * <p>Formula: {@code base factor^floor(t / every)} after {@code t} epochs or steps.
 *
 * @param base the rate at first; above 0 and finite
 * @param every the length of an interval; 1 or more
 * @param factor above 0 and finite, below 1 to fall
 * @param unit what an interval counts
 */
public record StepDecay(double base, int every, double factor, Unit unit) implements Schedule {
    /** What {@link #every} counts: passes over the data, or updates. */
    public enum Unit {
        EPOCHS,
        STEPS
    }

    /** @throws IllegalArgumentException for settings out of range */
    public StepDecay {
        Require.positive("learning rate", base, "StepDecay");
        Require.atLeastOne(unit == Unit.EPOCHS ? "epochs" : "steps", every, "StepDecay");
        Require.positive("factor", factor, "StepDecay");
    }

    @Override
    public double learningRate(int epoch, long step) {
        long passed = unit == Unit.EPOCHS ? epoch : step;
        return base * Math.pow(factor, (double) Math.floorDiv(passed, every));
    }
}
