package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splits for cross-validation: every row is held out by exactly one of them, save in {@link #ordered}. A function of the arguments alone.
 *
 * <p>Errors: {@link DataException} for fewer than two folds and more folds than there are rows.
 */
public final class Folds {
    private Folds() {}

    /** Folds of equal size, give or take one row, by chance. */
    public static List<RowSplit> random(int rows, int folds, long seed) {
        requireFolds(folds, rows, "rows");
        return dealt(RowSplit.shuffled(rows, seed), folds, seed);
    }

    /**
     * Folds that each hold out the share of every class, give or take one row.
     *
     * @param labels the class of each row, any numbers
     * @throws DataException also for more folds than a class has rows
     */
    public static List<RowSplit> stratified(int[] labels, int folds, long seed) {
        requireFolds(folds, labels.length, "rows");
        int[] order = RowSplit.shuffled(labels.length, seed);
        new TreeMap<>(RowGroups.sizes(labels, order))
                .forEach((label, count) -> requireFolds(folds, count, "rows of class " + label));
        int[] byClass = Arrays.stream(order)
                .boxed()
                .sorted(Comparator.comparingInt(row -> labels[row]))
                .mapToInt(Integer::intValue)
                .toArray();
        return dealt(byClass, folds, seed);
    }

    /**
     * Folds of whole groups, none on both sides of a split, of sizes as near as taking the largest groups first brings them.
     *
     * @param groups the group of each row, any numbers
     * @throws DataException also for more folds than groups
     */
    public static List<RowSplit> grouped(int[] groups, int folds, long seed) {
        requireFolds(folds, groups.length, "rows");
        Map<Integer, Integer> sizes = RowGroups.sizes(groups, RowSplit.shuffled(groups.length, seed));
        requireFolds(folds, sizes.size(), "groups");
        int[] taken = new int[folds];
        Map<Integer, Integer> foldOf = new TreeMap<>();
        sizes.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .forEach(group -> {
                    int least = 0;
                    for (int fold = 1; fold < folds; fold++) {
                        least = taken[fold] < taken[least] ? fold : least;
                    }
                    taken[least] += group.getValue();
                    foldOf.put(group.getKey(), least);
                });
        int[] foldOfRow = Arrays.stream(groups)
                .map(group -> foldOf.getOrDefault(group, 0))
                .toArray();
        return splits(foldOfRow, folds, seed);
    }

    /** Folds of whole groups by the name of each row's group. */
    public static List<RowSplit> grouped(String[] groups, int folds, long seed) {
        return grouped(RowGroups.numbered(groups), folds, seed);
    }

    /**
     * Splits of rows in the order of time: each holds out the rows that follow those that it trains on, and the next one trains on both. The held parts are of
     * equal size and end with the last row; the first rows are never held out.
     *
     * @throws DataException also where the rows are not more than the folds
     */
    public static List<RowSplit> ordered(int rows, int folds) {
        requireFolds(folds, rows - 1, "rows after the first");
        int held = rows / (folds + 1);
        List<RowSplit> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int from = rows - (folds - fold) * held;
            splits.add(new RowSplit(Order.ascending(from), Order.range(from, held)));
        }
        return List.copyOf(splits);
    }

    private static void requireFolds(int folds, int most, String what) {
        if (folds < 2 || folds > most) {
            throw new DataException("expected from 2 folds to as many as there are " + what + ", " + most + ", but got "
                    + folds + "; take fewer folds or add rows");
        }
    }

    private static List<RowSplit> dealt(int[] order, int folds, long seed) {
        int[] foldOfRow = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            foldOfRow[order[i]] = i % folds;
        }
        return splits(foldOfRow, folds, seed);
    }

    private static List<RowSplit> splits(int[] foldOfRow, int folds, long seed) {
        int[] order = RowSplit.shuffled(foldOfRow.length, seed);
        List<RowSplit> splits = new ArrayList<>();
        for (int fold = 0; fold < folds; fold++) {
            int held = fold;
            splits.add(new RowSplit(
                    Arrays.stream(order).filter(row -> foldOfRow[row] != held).toArray(),
                    Arrays.stream(order).filter(row -> foldOfRow[row] == held).toArray()));
        }
        return List.copyOf(splits);
    }
}
