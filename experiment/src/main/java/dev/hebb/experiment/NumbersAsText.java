package dev.hebb.experiment;

import dev.hebb.data.Table;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Columns of numbers that a wrong cell, or decimal commas, made columns of text. */
final class NumbersAsText {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
    private static final double MOST = 0.95;
    private static final int MANY = 20;

    private NumbersAsText() {}

    /**
     * Refuses a column that nobody declared and that holds texts, most of which are numbers.
     *
     * @throws dev.hebb.data.DataException with the first cell that is none
     */
    static void check(Table table, String column) {
        if (table.isNumeric(column)) {
            return;
        }
        List<String> present = Arrays.stream(table.text(column))
                .filter(text -> !text.equals(Table.MISSING))
                .toList();
        long commas = count(present, DECIMAL_COMMA);
        long numbers = count(present, NUMBER);
        long different = present.stream()
                .filter(text -> NUMBER.matcher(text).matches())
                .distinct()
                .count();
        if (commas * 2 > present.size() || numbers > MOST * present.size() && different > MANY) {
            table.numeric(column); // which says what is wrong
        }
    }

    private static long count(List<String> texts, Pattern pattern) {
        return texts.stream().filter(text -> pattern.matcher(text).matches()).count();
    }
}
