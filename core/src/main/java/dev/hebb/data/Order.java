package dev.hebb.data;

import dev.hebb.random.RandomStream;

/** The order in which rows are taken. */
public final class Order {
    private Order() {}

    /** {@code 0 .. rows-1}. */
    public static int[] ascending(int rows) {
        return range(0, rows);
    }

    /** Every row once, in an order that seed and epoch determine, the same on every machine. */
    public static int[] shuffled(int rows, long seed, int epoch) {
        int[] order = ascending(rows);
        new RandomStream(seed, RandomStream.Purpose.SHUFFLE, epoch).shuffle(order);
        return order;
    }

    /** {@code first .. first+count-1}. */
    static int[] range(int first, int count) {
        int[] range = new int[count];
        for (int i = 0; i < count; i++) {
            range[i] = first + i;
        }
        return range;
    }
}
