package dev.hebb.random;

/**
 * Philox 4x32-10: four 32-bit words from a 64-bit key and a 128-bit counter, without any state.
 *
 * <p>Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long WORD = 0xFFFFFFFFL;
    private static final double TO_UNIT = 0x1p-24;

    private Philox() {}

    /** Writes the four words of the counter {@code (c0, c1, c2, c3)} under {@code key} into {@code words[0..3]}. */
    public static void words(long key, int c0, int c1, int c2, int c3, int[] words) {
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        int x0 = c0;
        int x1 = c1;
        int x2 = c2;
        int x3 = c3;
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = MULTIPLIER_0 * (x0 & WORD);
            long p1 = MULTIPLIER_1 * (x2 & WORD);
            int y0 = (int) (p1 >>> 32) ^ x1 ^ k0;
            int y2 = (int) (p0 >>> 32) ^ x3 ^ k1;
            x1 = (int) p1;
            x3 = (int) p0;
            x0 = y0;
            x2 = y2;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        words[0] = x0;
        words[1] = x1;
        words[2] = x2;
        words[3] = x3;
    }

    /** The number in [0, 1) of a word: its upper 24 bits, so that float32 and float64 hold the same value. */
    public static double unit(int word) {
        return (word >>> 8) * TO_UNIT;
    }
}
