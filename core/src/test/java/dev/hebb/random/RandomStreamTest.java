package dev.hebb.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.random.RandomStream.Purpose;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Statistics of fixed seeds, with bounds of about five standard deviations; they cannot fail by chance. */
class RandomStreamTest {
    private static final int DRAWS = 100_000;

    private static RandomStream stream(long seed) {
        return new RandomStream(seed, Purpose.INITIAL_WEIGHTS, 0);
    }

    private static double[] doubles(RandomStream stream, int count) {
        return DoubleStream.generate(stream::nextDouble).limit(count).toArray();
    }

    private static double moment(double[] x, int power) {
        return Arrays.stream(x).map(v -> Math.pow(v, power)).average().orElseThrow();
    }

    @Test
    void uniformNumbersHaveTheMomentsOfTheUniformDistribution() {
        double[] x = doubles(stream(1), DRAWS);
        assertTrue(Arrays.stream(x).allMatch(v -> v >= 0 && v < 1));
        assertEquals(1.0 / 2, moment(x, 1), 0.005);
        assertEquals(1.0 / 3, moment(x, 2), 0.005);
        assertEquals(1.0 / 4, moment(x, 3), 0.005);
    }

    @Test
    void uniformNumbersFillEveryBinEvenly() {
        int[] bins = new int[100];
        Arrays.stream(doubles(stream(2), DRAWS)).forEach(v -> bins[(int) (v * bins.length)]++);
        double expected = DRAWS / (double) bins.length;
        double chiSquare = Arrays.stream(bins)
                .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                .sum();
        assertTrue(chiSquare > 50 && chiSquare < 170, () -> "chi-square of 99 degrees of freedom: " + chiSquare);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        RandomStream stream = stream(3);
        double[] x = DoubleStream.generate(stream::nextGaussian).limit(DRAWS).toArray();
        assertTrue(Arrays.stream(x).allMatch(Double::isFinite));
        assertEquals(0, moment(x, 1), 0.016);
        assertEquals(1, moment(x, 2), 0.023);
        assertEquals(0, moment(x, 3), 0.062);
        assertEquals(3, moment(x, 4), 0.16);
    }

    @Test
    void integersAreEvenUpToTheBound() {
        RandomStream stream = stream(4);
        int[] counts = new int[7];
        IntStream.range(0, DRAWS).forEach(i -> counts[stream.nextInt(counts.length)]++);
        for (int count : counts) {
            assertEquals(DRAWS / 7.0, count, 560);
        }
        assertEquals(0, stream.nextInt(1));
        assertTrue(stream.nextInt(Integer.MAX_VALUE) >= 0);
        assertThrows(IllegalArgumentException.class, () -> stream.nextInt(0));
    }

    @Test
    void shufflesAreEvenOverThePermutations() {
        RandomStream stream = new RandomStream(5, Purpose.SHUFFLE, 0);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            int[] items = {0, 1, 2, 3};
            stream.shuffle(items);
            counts.merge(Arrays.toString(items), 1, Integer::sum);
        }
        assertEquals(24, counts.size());
        counts.forEach((permutation, count) -> assertEquals(1000, count, 160, permutation));
    }

    @Test
    void equalStreamsRepeatAndOthersDiffer() {
        double[] one = doubles(new RandomStream(7, Purpose.SHUFFLE, 2), 50);
        assertArrayEquals(one, doubles(new RandomStream(7, Purpose.SHUFFLE, 2), 50));
        for (RandomStream other : new RandomStream[] {
            new RandomStream(8, Purpose.SHUFFLE, 2),
            new RandomStream(7, Purpose.SPLIT, 2),
            new RandomStream(7, Purpose.SHUFFLE, 3)
        }) {
            double[] drawn = doubles(other, 50);
            assertFalse(
                    Arrays.stream(drawn).anyMatch(v -> Arrays.stream(one).anyMatch(w -> w == v)),
                    "no number in common");
        }
    }
}
