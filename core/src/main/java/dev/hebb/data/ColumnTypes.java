package dev.hebb.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the columns of a table hold, as their values tell. */
public final class ColumnTypes {
    /** More different texts than this look like an identifier, not like categories. */
    public static final int MANY_CATEGORIES = 50;

    private ColumnTypes() {}

    /**
     * The types of some columns: numeric ones, texts that are all ISO dates where present, and names of things.
     *
     * @throws DataException for a column that is not there
     */
    public static Map<String, ColumnType> inferred(Table table, List<String> columns) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column, inferred(table, column)));
        return types;
    }

    private static ColumnType inferred(Table table, String column) {
        if (table.isNumeric(column)) {
            return ColumnType.NUMERIC;
        }
        String[] present = present(table, column);
        boolean areDates = present.length > 0
                && Arrays.stream(present).allMatch(text -> IsoDate.parse(text).isPresent());
        return areDates ? ColumnType.DATE : ColumnType.CATEGORICAL;
    }

    private static String[] present(Table table, String column) {
        return Arrays.stream(table.text(column))
                .filter(text -> !text.equals(Table.MISSING))
                .toArray(String[]::new);
    }

    /**
     * The columns of texts, not dates, with more than {@link #MANY_CATEGORIES} different ones, and how many these are. {@link Preprocessing#fit} refuses them
     * where they are not declared categorical.
     *
     * @throws DataException for a column that is not there
     */
    public static Map<String, Integer> manyCategories(Table table, List<String> columns) {
        Map<String, Integer> many = new LinkedHashMap<>();
        for (String column : columns) {
            if (inferred(table, column) == ColumnType.CATEGORICAL) {
                int distinct =
                        (int) Arrays.stream(present(table, column)).distinct().count();
                if (distinct > MANY_CATEGORIES) {
                    many.put(column, distinct);
                }
            }
        }
        return many;
    }
}
