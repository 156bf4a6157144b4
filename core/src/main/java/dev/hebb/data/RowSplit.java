package dev.hebb.data;

import dev.hebb.random.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The numbers of the rows to train on and of those held out. A function of the arguments alone.
 *
 * <p>The share held out is rounded to whole rows.
 * <br>Errors: {@link DataException} for a fraction outside (0, 1), and where a side would be empty.
 */
public final class RowSplit {
    private final int[] train;
    private final int[] held;

    /** Neither is copied. */
    RowSplit(int[] train, int[] held) {
        this.train = train;
        this.held = held;
    }

    /** Holds out the last rows. */
    public static RowSplit ordered(int rows, double fraction) {
        return cut(Order.ascending(rows), rows - heldRows(rows, fraction));
    }

    /** Holds out rows by chance; both sides come shuffled. */
    public static RowSplit random(int rows, double fraction, long seed) {
        return cut(shuffled(rows, seed), rows - heldRows(rows, fraction));
    }

    /**
     * Holds out rows by chance, of every class its share, and at least one on each side; both sides come shuffled.
     *
     * @param labels the class of each row, any numbers
     * @throws DataException also for a class of one row
     */
    public static RowSplit stratified(int[] labels, double fraction, long seed) {
        int wanted = heldRows(labels.length, fraction);
        Map<Integer, Integer> left = heldByClass(labels, fraction, wanted);
        int heldCount = left.values().stream().mapToInt(Integer::intValue).sum();
        int[] train = new int[labels.length - heldCount];
        int[] held = new int[heldCount];
        int trainAt = 0;
        int heldAt = 0;
        for (int row : shuffled(labels.length, seed)) {
            int more = left.getOrDefault(labels[row], 0);
            if (more > 0) {
                left.put(labels[row], more - 1);
                held[heldAt++] = row;
            } else {
                train[trainAt++] = row;
            }
        }
        return new RowSplit(train, held);
    }

    /** Rows to hold out by class: the whole part of each share, then one more where most was cut off, until there are {@code wanted}. */
    private static Map<Integer, Integer> heldByClass(int[] labels, double fraction, int wanted) {
        Map<Integer, Integer> counts = new TreeMap<>();
        for (int label : labels) {
            counts.merge(label, 1, Integer::sum);
        }
        Map<Integer, Integer> held = new LinkedHashMap<>();
        counts.forEach((label, count) -> {
            if (count < 2) {
                throw new DataException("expected two rows or more of every class but got one of class " + label
                        + "; add rows, merge the class with another, or split without stratification");
            }
            held.put(label, Math.max(1, (int) Math.floor(count * fraction)));
        });
        int total = held.values().stream().mapToInt(Integer::intValue).sum();
        while (total < wanted) {
            int best = counts.keySet().iterator().next();
            double most = Double.NEGATIVE_INFINITY;
            for (Map.Entry<Integer, Integer> one : counts.entrySet()) {
                int now = held.getOrDefault(one.getKey(), 0);
                double missing = now + 1 < one.getValue() ? one.getValue() * fraction - now : Double.NEGATIVE_INFINITY;
                if (missing > most) {
                    most = missing;
                    best = one.getKey();
                }
            }
            if (most == Double.NEGATIVE_INFINITY) {
                return held;
            }
            held.merge(best, 1, Integer::sum);
            total++;
        }
        return held;
    }

    /**
     * Holds out whole groups by chance, so that none has rows on both sides; as near to the share as moving and exchanging single groups brings it.
     *
     * @param groups the group of each row, any numbers
     * @throws DataException also for fewer than two groups
     */
    public static RowSplit grouped(int[] groups, double fraction, long seed) {
        int wanted = heldRows(groups.length, fraction);
        int[] order = shuffled(groups.length, seed);
        Set<Integer> held = RowGroups.nearest(RowGroups.sizes(groups, order), wanted);
        return new RowSplit(
                Arrays.stream(order).filter(row -> !held.contains(groups[row])).toArray(),
                Arrays.stream(order).filter(row -> held.contains(groups[row])).toArray());
    }

    /**
     * Holds out whole groups by the name of each row's group.
     *
     * @throws DataException also for a row without a name
     */
    public static RowSplit grouped(String[] groups, double fraction, long seed) {
        return grouped(RowGroups.numbered(groups), fraction, seed);
    }

    static int[] shuffled(int rows, long seed) {
        int[] order = Order.ascending(rows);
        new RandomStream(seed, RandomStream.Purpose.SPLIT, 0).shuffle(order);
        return order;
    }

    private static RowSplit cut(int[] order, int at) {
        return new RowSplit(Arrays.copyOf(order, at), Arrays.copyOfRange(order, at, order.length));
    }

    private static int heldRows(int rows, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new DataException("expected a fraction above 0 and below 1 to hold out but got " + fraction);
        }
        int held = (int) Math.round(rows * fraction);
        if (held == 0 || held == rows) {
            throw new DataException("expected at least one row on each side of the split but got " + (rows - held)
                    + " to train on and " + held + " to hold out of " + rows + " rows at fraction " + fraction
                    + "; give more rows or another fraction");
        }
        return held;
    }

    /** A copy of the numbers of the rows to train on. */
    public int[] train() {
        return train.clone();
    }

    /** A copy of the numbers of the rows held out. */
    public int[] held() {
        return held.clone();
    }
}
