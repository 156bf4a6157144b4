package dev.hebb.data;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Rows that belong together: the rows of one patient, one device, one day. */
final class RowGroups {
    private RowGroups() {}

    /** Names as numbers, one for each. */
    static int[] numbered(String[] names) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[names.length];
        for (int row = 0; row < names.length; row++) {
            if (names[row].equals(Table.MISSING)) {
                throw new DataException(
                        "expected a group in every row but row " + row + " has none; drop rows without one");
            }
            groups[row] = numbers.computeIfAbsent(names[row], name -> numbers.size());
        }
        return groups;
    }

    /** The number of rows of every group, in the order in which the groups first come. */
    static Map<Integer, Integer> sizes(int[] groups, int[] order) {
        Map<Integer, Integer> sizes = new LinkedHashMap<>();
        for (int row : order) {
            sizes.merge(groups[row], 1, Integer::sum);
        }
        return sizes;
    }

    /** Some groups, the earlier the likelier, of together about {@code wanted} rows; never none, never all. */
    static Set<Integer> nearest(Map<Integer, Integer> sizes, int wanted) {
        if (sizes.size() < 2) {
            throw new DataException(
                    "expected two groups or more but got " + sizes.size() + "; split without groups, or add rows");
        }
        Set<Integer> chosen = new LinkedHashSet<>();
        int missing = wanted;
        for (Map.Entry<Integer, Integer> group : sizes.entrySet()) {
            if (group.getValue() <= missing) {
                chosen.add(group.getKey());
                missing -= group.getValue();
            }
        }
        int improved = exchanged(sizes, chosen, missing);
        while (Math.abs(improved) < Math.abs(missing)) {
            missing = improved;
            improved = exchanged(sizes, chosen, missing);
        }
        return chosen;
    }

    /** Adds, removes or exchanges one group where that brings the rows that are missing nearest to 0; returns what is missing then. */
    private static int exchanged(Map<Integer, Integer> sizes, Set<Integer> chosen, int missing) {
        Map<Integer, Integer> out = firstOfEachSize(sizes, chosen, true);
        Map<Integer, Integer> in = firstOfEachSize(sizes, chosen, false);
        out.put(0, 0);
        in.put(0, 0);
        int best = chosen.isEmpty() ? Integer.MAX_VALUE : Math.abs(missing);
        int bestOut = 0;
        int bestIn = 0;
        for (int less : out.keySet()) {
            for (int more : in.keySet()) {
                int left = Math.abs(missing + less - more);
                int count = chosen.size() + (more > 0 ? 1 : 0) - (less > 0 ? 1 : 0);
                if (left < best && count > 0 && count < sizes.size()) {
                    best = left;
                    bestOut = less;
                    bestIn = more;
                }
            }
        }
        if (bestOut > 0) {
            chosen.remove(out.get(bestOut));
        }
        if (bestIn > 0) {
            chosen.add(in.get(bestIn));
        }
        return missing + bestOut - bestIn;
    }

    private static Map<Integer, Integer> firstOfEachSize(
            Map<Integer, Integer> sizes, Set<Integer> chosen, boolean isChosen) {
        Map<Integer, Integer> first = new LinkedHashMap<>();
        sizes.forEach((group, size) -> {
            if (chosen.contains(group) == isChosen) {
                first.putIfAbsent(size, group);
            }
        });
        return first;
    }
}
