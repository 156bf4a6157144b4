package dev.hebb.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a column of the data holds.
 *
 * @param rows in all
 * @param missing of them
 * @param distinct values that are not missing
 * @param isDistinctAtLeast whether there are more than {@code distinct} values, which were not counted
 * @param numbers where they lie; empty for texts and where all are missing
 * @param frequent values, the most frequent first; empty for numbers that are no classes
 */
public record ColumnProfile(
        ColumnUse use,
        int rows,
        int missing,
        int distinct,
        boolean isDistinctAtLeast,
        Optional<NumberSummary> numbers,
        List<ValueCount> frequent) {
    /** Texts beyond this many different ones are not told apart, so that memory stays bounded. */
    static final int MOST_DISTINCT = 10_000;

    private static final int MOST_FREQUENT = 3;

    public ColumnProfile {
        frequent = List.copyOf(frequent);
    }

    /** The share of the rows where it is missing, from 0 to 1. */
    public double missingShare() {
        return rows == 0 ? 0 : (double) missing / rows;
    }

    /** @param numbers NaN where missing; they are sorted in place */
    static ColumnProfile ofNumbers(ColumnUse use, double[] numbers) {
        Arrays.sort(numbers);
        int known = numbers.length;
        while (known > 0 && Double.isNaN(numbers[known - 1])) {
            known--;
        }
        int distinct = 0;
        for (int i = 0; i < known; i++) {
            distinct += i == 0 || numbers[i] != numbers[i - 1] ? 1 : 0;
        }
        return new ColumnProfile(
                use,
                numbers.length,
                numbers.length - known,
                distinct,
                false,
                NumberSummary.ofSorted(Arrays.copyOf(numbers, known)),
                List.of());
    }

    /** @param missingText what stands for a missing text */
    static ColumnProfile ofTexts(ColumnUse use, String[] texts, String missingText) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int missing = 0;
        boolean isMore = false;
        for (String text : texts) {
            if (text.equals(missingText)) {
                missing++;
            } else if (counts.size() < MOST_DISTINCT || counts.containsKey(text)) {
                counts.merge(text, 1, Integer::sum);
            } else {
                isMore = true;
            }
        }
        return new ColumnProfile(use, texts.length, missing, counts.size(), isMore, Optional.empty(), frequent(counts));
    }

    private static List<ValueCount> frequent(Map<String, Integer> counts) {
        List<ValueCount> values = new ArrayList<>();
        counts.forEach((value, rows) -> values.add(new ValueCount(value, rows)));
        values.sort(Comparator.comparingInt(ValueCount::rows).reversed());
        return values.subList(0, Math.min(MOST_FREQUENT, values.size()));
    }
}
