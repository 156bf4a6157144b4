package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static final long SEED = 7;

    private static void assertEveryRowOnce(RowSplit split, int rows) {
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.held()))
                .sorted()
                .toArray();
        assertArrayEquals(Order.ascending(rows), all);
    }

    private static Dataset data(int rows, int[] classes) {
        float[][] x = new float[rows][1];
        for (int i = 0; i < rows; i++) {
            x[i][0] = i;
        }
        return Datasets.of(x, classes);
    }

    private static int[] inputs(Dataset data) {
        double[] values = new double[data.rows()];
        data.inputs().get(0).gather(Order.ascending(values.length), 0, values.length, values);
        return Arrays.stream(values).mapToInt(value -> (int) value).toArray();
    }

    @Test
    void anOrderedSplitHoldsOutTheLastRows() {
        Split split = Split.ordered(data(10, new int[10]), 0.2);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, inputs(split.train()));
        assertArrayEquals(new int[] {8, 9}, inputs(split.held()));
    }

    @Test
    void aRandomSplitTakesEveryRowOnceAndDependsOnTheSeedAlone() {
        RowSplit split = RowSplit.random(101, 0.3, SEED);
        assertEveryRowOnce(split, 101);
        assertEquals(30, split.held().length);
        assertArrayEquals(split.train(), RowSplit.random(101, 0.3, SEED).train());
        assertFalse(
                Arrays.equals(split.train(), RowSplit.random(101, 0.3, SEED + 1).train()));
        assertArrayEquals(
                split.held(),
                inputs(Split.random(data(101, new int[101]), 0.3, SEED).held()));
    }

    @Test
    void theSharesAddUpWhereNoClassIsScarce() {
        int[] labels = new int[150];
        for (int i = 0; i < 150; i++) {
            labels[i] = i / 50;
        }
        RowSplit split = RowSplit.stratified(labels, 0.2, SEED);
        assertEveryRowOnce(split, 150);
        for (int label = 0; label < 3; label++) {
            int wanted = label;
            assertEquals(
                    10,
                    Arrays.stream(split.held())
                            .filter(row -> labels[row] == wanted)
                            .count());
        }
    }

    @Test
    void everyClassIsOnBothSidesInItsShare() {
        Random random = TestRandom.of("stratified");
        for (int trial = 0; trial < 200; trial++) {
            int classes = 1 + random.nextInt(5);
            int[] labels = IntStream.range(0, 2 * classes + random.nextInt(100))
                    .map(i -> i < 2 * classes ? i % classes - 1 : random.nextInt(classes) - 1)
                    .toArray();
            double fraction = 0.05 + 0.9 * random.nextDouble();
            if (Math.round(labels.length * fraction) == 0 || Math.round(labels.length * fraction) == labels.length) {
                continue;
            }
            RowSplit split = RowSplit.stratified(labels, fraction, trial);
            assertEveryRowOnce(split, labels.length);
            for (int c = -1; c < classes - 1; c++) {
                int label = c;
                long all = Arrays.stream(labels).filter(one -> one == label).count();
                long held = Arrays.stream(split.held())
                        .filter(row -> labels[row] == label)
                        .count();
                assertTrue(held >= 1 && held < all, TestRandom.describe("class " + label + ": " + held + " of " + all));
                assertTrue(
                        Math.abs(held - all * fraction) <= 1.000001 || held == 1 || held == all - 1,
                        TestRandom.describe("class " + label + ": " + held + " of " + all + " at " + fraction));
            }
        }
    }

    @Test
    void bothSidesOfAStratifiedSplitAreShuffled() {
        int[] labels = IntStream.range(0, 100).map(i -> i / 50).toArray();
        Split split = Split.stratified(data(100, labels), 0.2, SEED);
        int[] train = inputs(split.train());
        assertTrue(IntStream.range(1, train.length).anyMatch(i -> train[i] < train[i - 1]));
        Dataset last = Split.ordered(split.train(), 0.25).held();
        assertTrue(
                Arrays.stream(inputs(last)).map(row -> labels[row]).distinct().count() == 2);
    }

    @Test
    void aClassOfOneRowIsRefusedByName() {
        String message = assertThrows(
                        DataException.class, () -> RowSplit.stratified(new int[] {0, 0, 0, 4, 0, 0}, 0.5, SEED))
                .getMessage();
        assertTrue(message.contains("class 4"), message);
    }

    @Test
    void aSideWithoutRowsIsRefusedWithBothCounts() {
        String message = assertThrows(DataException.class, () -> RowSplit.ordered(4, 0.1))
                .getMessage();
        assertTrue(message.contains("4 to train on and 0 to hold out of 4 rows"), message);
        assertThrows(DataException.class, () -> RowSplit.random(1, 0.5, SEED));
        assertThrows(DataException.class, () -> RowSplit.random(4, 0.95, SEED));
    }

    @Test
    void aFractionOutsideZeroToOneIsRefused() {
        for (double fraction : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
            assertThrows(DataException.class, () -> RowSplit.ordered(10, fraction));
            assertThrows(DataException.class, () -> RowSplit.random(10, fraction, SEED));
            assertThrows(DataException.class, () -> RowSplit.stratified(new int[10], fraction, SEED));
        }
    }

    @Test
    void stratificationNeedsClasses() {
        Dataset real = Datasets.of(new float[][] {{1}, {2}}, new float[][] {{1}, {2}});
        String message = assertThrows(DataException.class, () -> Split.stratified(real, 0.5, SEED))
                .getMessage();
        assertTrue(message.contains("real[1]") && message.contains("withIntTargets"), message);
        assertThrows(DataException.class, () -> Split.stratified(real, new int[3], 0.5, SEED));
        assertEquals(
                1, Split.stratified(real, new int[] {5, 5}, 0.5, SEED).held().rows());
    }
}
