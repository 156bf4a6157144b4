package dev.hebb.random;

/**
 * A sequence of draws from {@link Philox}: for initial weights and shuffling, where numbers are wanted one after another.
 * Two streams of one seed and different purposes share nothing. For one thread at a time.
 */
public final class RandomStream {
    /** What the numbers are for; part of the counter, so that purposes never share numbers. */
    public enum Purpose {
        INITIAL_WEIGHTS,
        SHUFFLE,
        SPLIT,
        BOOTSTRAP
    }

    private static final int STREAM_BIT = 1 << 31;

    private final long seed;
    private final int purpose;
    private final int ordinal;
    private final int[] words = new int[4];
    private long drawn;

    /** @param ordinal which stream of this purpose: the parameter's ordinal, the epoch */
    public RandomStream(long seed, Purpose purpose, int ordinal) {
        this.seed = seed;
        this.purpose = STREAM_BIT | purpose.ordinal();
        this.ordinal = ordinal;
    }

    private int nextWord() {
        int lane = (int) (drawn & 3);
        if (lane == 0) {
            long block = drawn >>> 2;
            Philox.words(seed, (int) block, (int) (block >>> 32), purpose, ordinal, words);
        }
        drawn++;
        return words[lane];
    }

    /** Uniform in [0, 1), 53 bits. */
    public double nextDouble() {
        double high = nextWord() >>> 5;
        double low = nextWord() >>> 6;
        return (high * 67108864.0 + low) * 0x1p-53;
    }

    /** Standard normal, by Box and Muller's transform (1958). */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Uniform in 0 .. bound - 1, without bias. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("expected a bound of 1 or more but got " + bound);
        }
        long limit = (1L << 32) / bound * bound;
        long word;
        do {
            word = nextWord() & 0xFFFFFFFFL;
        } while (word >= limit);
        return (int) (word % bound);
    }

    /** Shuffles {@code items} in place (Fisher and Yates). */
    public void shuffle(int[] items) {
        for (int i = items.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = items[i];
            items[i] = items[j];
            items[j] = swapped;
        }
    }
}
