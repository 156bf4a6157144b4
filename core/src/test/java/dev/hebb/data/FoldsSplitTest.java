package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldsSplitTest {
    private static final int ROUNDS = 200;

    private static void assertHeldOnce(List<RowSplit> splits, int rows) {
        for (RowSplit split : splits) {
            assertEveryRow(rows, IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.held())));
        }
        assertEveryRow(rows, splits.stream().flatMapToInt(split -> Arrays.stream(split.held())));
    }

    private static void assertEveryRow(int rows, IntStream some) {
        assertArrayEquals(Order.ascending(rows), some.sorted().toArray(), TestRandom.describe("every row once"));
    }

    private static Set<Integer> groups(int[] groups, int[] rows) {
        return Arrays.stream(rows).mapToObj(row -> groups[row]).collect(Collectors.toSet());
    }

    private static void assertApart(int[] groups, RowSplit split) {
        Set<Integer> both = groups(groups, split.train());
        both.retainAll(groups(groups, split.held()));
        assertEquals(Set.of(), both, TestRandom.describe("groups on both sides"));
    }

    private static int[] randomGroups(Random random) {
        int count = 4 + random.nextInt(30);
        return IntStream.range(0, 100 + random.nextInt(200))
                .map(row -> row < count ? row : (int) (count * random.nextDouble() * random.nextDouble()))
                .toArray();
    }

    @Test
    void randomFoldsHoldEveryRowOutOnceInEqualParts() {
        Random random = TestRandom.of("random folds");
        for (int round = 0; round < ROUNDS; round++) {
            int rows = 2 + random.nextInt(60);
            int folds = 2 + random.nextInt(rows - 1);
            List<RowSplit> splits = Folds.random(rows, folds, round);
            assertEquals(folds, splits.size());
            assertHeldOnce(splits, rows);
            for (RowSplit split : splits) {
                assertTrue(Math.abs(split.held().length - (double) rows / folds) < 1);
            }
        }
        assertArrayEquals(
                Folds.random(50, 3, 1).get(0).held(),
                Folds.random(50, 3, 1).get(0).held());
        assertFalse(Arrays.equals(
                Folds.random(50, 3, 1).get(0).held(),
                Folds.random(50, 3, 2).get(0).held()));
    }

    @Test
    void stratifiedFoldsHoldOutTheShareOfEveryClass() {
        Random random = TestRandom.of("stratified folds");
        for (int round = 0; round < ROUNDS; round++) {
            int folds = 2 + random.nextInt(4);
            int[] labels = IntStream.range(0, 60)
                    .map(row -> row < 3 * 5 ? row % 3 : random.nextInt(3))
                    .toArray();
            List<RowSplit> splits = Folds.stratified(labels, folds, round);
            assertHeldOnce(splits, labels.length);
            for (RowSplit split : splits) {
                for (int label = 0; label < 3; label++) {
                    int one = label;
                    long all = Arrays.stream(labels).filter(l -> l == one).count();
                    long held = Arrays.stream(split.held())
                            .filter(row -> labels[row] == one)
                            .count();
                    assertTrue(Math.abs(held - (double) all / folds) < 1, TestRandom.describe("share of a class"));
                }
            }
        }
    }

    @Test
    void groupedFoldsAndSplitsKeepGroupsTogether() {
        Random random = TestRandom.of("grouped folds");
        for (int round = 0; round < ROUNDS; round++) {
            int[] groups = randomGroups(random);
            List<RowSplit> splits = Folds.grouped(groups, 4, round);
            assertHeldOnce(splits, groups.length);
            splits.forEach(split -> assertApart(groups, split));
            RowSplit split = RowSplit.grouped(groups, 0.3, round);
            assertEveryRow(groups.length, IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.held())));
            assertApart(groups, split);
        }
    }

    @Test
    void aGroupedSplitComesAsNearToTheShareAsItsGroupsAllow() {
        int[] groups = {1, 1, 1, 1, 1, 1, 1, 1, 2, 3};
        for (int seed = 0; seed < 20; seed++) {
            assertEquals(2, RowSplit.grouped(groups, 0.2, seed).held().length);
            assertEquals(2, RowSplit.grouped(groups, 0.5, seed).held().length);
            assertEquals(8, RowSplit.grouped(groups, 0.8, seed).held().length);
        }
        int[] pair = {4, 4, 4, 4, 4, 5, 5, 5, 5};
        assertEquals(4, RowSplit.grouped(pair, 0.12, 1).held().length);
        RowSplit one = RowSplit.grouped(new String[] {"a", "b", "a", "c", "d"}, 0.4, 1);
        assertEquals(2, one.held().length);
        assertTrue(IntStream.range(0, 20)
                        .mapToObj(seed -> Arrays.toString(
                                RowSplit.grouped(Order.ascending(9), 0.3, seed).held()))
                        .distinct()
                        .count()
                > 10);
    }

    @Test
    void orderedFoldsHoldOutWhatFollows() {
        List<RowSplit> splits = Folds.ordered(11, 3);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, splits.get(0).train());
        assertArrayEquals(new int[] {5, 6}, splits.get(0).held());
        assertArrayEquals(Order.ascending(7), splits.get(1).train());
        assertArrayEquals(new int[] {7, 8}, splits.get(1).held());
        assertArrayEquals(Order.ascending(9), splits.get(2).train());
        assertArrayEquals(new int[] {9, 10}, splits.get(2).held());
        assertEquals(4, Folds.ordered(5, 4).size());
    }

    @Test
    void moreFoldsThanThereAreThingsToHoldOutAreRefused() {
        assertEquals(
                "expected from 2 folds to as many as there are rows of class 1, 2, but got 3; take fewer folds or add"
                        + " rows",
                assertThrows(DataException.class, () -> Folds.stratified(new int[] {0, 0, 0, 1, 1}, 3, 1))
                        .getMessage());
        assertThrows(DataException.class, () -> Folds.random(4, 5, 1));
        assertThrows(DataException.class, () -> Folds.random(4, 1, 1));
        assertThrows(DataException.class, () -> Folds.ordered(4, 4));
        assertThrows(DataException.class, () -> Folds.grouped(new int[] {1, 1, 2}, 3, 1));
        assertThrows(DataException.class, () -> RowSplit.grouped(new int[] {1, 1, 1}, 0.3, 1));
        assertThrows(DataException.class, () -> RowSplit.grouped(new String[] {"a", "", "b"}, 0.3, 1));
        Dataset data = Datasets.of(new double[3][1]);
        assertThrows(DataException.class, () -> Split.grouped(data, new int[] {1, 2}, 0.3, 1));
        assertEquals(
                1,
                Split.grouped(data, new String[] {"a", "b", "c"}, 0.3, 1).held().rows());
    }
}
