package dev.hebb.optim;

/** The schedules that come with the engine, for static import. The formulas are at their records. */
public final class Schedules {
    private Schedules() {}

    /** The same rate at every step. */
    public static Schedule constant(double rate) {
        return new ConstantRate(rate);
    }

    /** {@code base} for the first {@code everyEpochs} epochs, {@code base * factor} for the next ones, and so on. */
    public static Schedule stepDecay(double base, int everyEpochs, double factor) {
        return new StepDecay(base, everyEpochs, factor, StepDecay.Unit.EPOCHS);
    }

    /** {@link #stepDecay} that counts updates. */
    public static Schedule stepDecayBySteps(double base, int everySteps, double factor) {
        return new StepDecay(base, everySteps, factor, StepDecay.Unit.STEPS);
    }
}
