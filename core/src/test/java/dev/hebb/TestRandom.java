package dev.hebb;

import java.util.Random;

/** The randomness of tests: a new seed in every run, printed, and set by {@code -Dtests.seed=} to repeat one. */
public final class TestRandom {
    private static final long SEED = Long.getLong("tests.seed", System.nanoTime());

    private TestRandom() {}

    /** The seed of this run, for failure messages. */
    public static long seed() {
        return SEED;
    }

    /** A source of numbers that depends on the seed and {@code purpose} alone, so that tests can run in any order. */
    public static Random of(String purpose) {
        return new Random(SEED * 31 + purpose.hashCode());
    }

    /** {@code what} with the seed that repeats it. */
    public static String describe(String what) {
        return what + " (-Dtests.seed=" + SEED + ")";
    }
}
