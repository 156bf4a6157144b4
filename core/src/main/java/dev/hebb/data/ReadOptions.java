package dev.hebb.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a file becomes a {@link Table}.
 *
 * @param missingMarks fields that stand for a missing value; see {@link Table#MISSING_MARKS}
 * @param asText names of columns that are read as texts although every field may be a number, so that {@code 007} and {@code 1.0} stay as they are
 */
public record ReadOptions(Set<String> missingMarks, Set<String> asText) {
    public ReadOptions {
        missingMarks = Set.copyOf(missingMarks);
        asText = Set.copyOf(asText);
    }

    /** The usual missing marks, and numbers wherever a column has only these. */
    public static ReadOptions defaults() {
        return new ReadOptions(Table.MISSING_MARKS, Set.of());
    }

    /** With these marks in the place of all others. */
    public ReadOptions missingMarks(String... marks) {
        return new ReadOptions(new LinkedHashSet<>(List.of(marks)), asText);
    }

    /** With these columns, and no others, read as texts. */
    public ReadOptions asText(String... columns) {
        return new ReadOptions(missingMarks, new LinkedHashSet<>(List.of(columns)));
    }
}
