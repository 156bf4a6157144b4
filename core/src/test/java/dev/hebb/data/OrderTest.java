package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void everyRowComesOnce() {
        int[] order = Order.shuffled(101, 7, 3);
        assertFalse(Arrays.equals(Order.ascending(101), order));
        Arrays.sort(order);
        assertArrayEquals(Order.ascending(101), order);
    }

    @Test
    void seedAndEpochDetermineTheOrder() {
        assertArrayEquals(Order.shuffled(50, 7, 3), Order.shuffled(50, 7, 3));
        assertFalse(Arrays.equals(Order.shuffled(50, 7, 3), Order.shuffled(50, 7, 4)));
        assertFalse(Arrays.equals(Order.shuffled(50, 7, 3), Order.shuffled(50, 8, 3)));
    }

    /** The numbers come from an implementation in Python. */
    @Test
    void theOrderIsTheSameOnEveryMachine() {
        assertArrayEquals(new int[] {7, 1, 3, 0, 6, 4, 5, 2}, Order.shuffled(8, 1, 0));
    }
}
