package dev.hebb.experiment.spec;

import dev.hebb.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a table must have to learn from it. Every check throws a {@link DataException} that says in one sentence what is wrong and what to do. */
public final class TableCheck {
    private TableCheck() {}

    /** A column of that name; the complaint names the nearest one. */
    public static void requireColumn(List<String> columns, String name, Path file) {
        if (!columns.contains(name)) {
            String advice =
                    columns.size() == 1 ? "divide columns by commas, semicolons or tabs" : Names.advice(name, columns);
            throw new DataException("expected a column '" + name + "' but got the columns [" + Names.some(columns)
                    + "] in " + file + (advice.isEmpty() ? "" : "; " + advice));
        }
    }

    /**
     * Two classes or more, and not a class of its own in every row.
     *
     * @param rows by class
     */
    public static void requireClasses(Map<String, Integer> rows, String target, Path file) {
        if (rows.size() < 2) {
            throw new DataException("expected at least 2 classes but got only ["
                    + Names.some(rows.keySet().stream().map(Names::brief).toList()) + "] in column '" + target + "' of "
                    + file + "; predict another column");
        }
        if (rows.values().stream().allMatch(count -> count == 1)) {
            throw new DataException("expected classes of several rows but got " + rows.size()
                    + " different values, one in each row, in column '" + target + "' of " + file
                    + "; predict another column, or take task: regression for numbers");
        }
    }

    /** The classes of a single row, which no stratified split can share out. */
    public static List<String> single(Map<String, Integer> rows) {
        List<String> single = new ArrayList<>();
        rows.forEach((name, count) -> {
            if (count == 1) {
                single.add(name);
            }
        });
        return single;
    }

    /**
     * Classes of two rows or more, as a stratified split needs them.
     *
     * @param rows by class
     */
    public static void requireStratifiable(Map<String, Integer> rows, String target, Path file) {
        List<String> single = single(rows);
        if (!single.isEmpty()) {
            throw new DataException(
                    "expected two rows or more of every class but got one of '" + Names.brief(single.get(0))
                            + "' in column '" + target + "' of " + file
                            + "; merge it with another in data.labels, or take data.test: {fraction: 0.2, stratify: false}");
        }
    }

    /**
     * Two different numbers or more.
     *
     * @param numbers NaN where missing
     */
    public static void requireVaried(double[] numbers, String target, Path file) {
        double first = Double.NaN;
        for (double number : numbers) {
            if (Double.isNaN(first)) {
                first = number;
            } else if (!Double.isNaN(number) && number != first) {
                return;
            }
        }
        String got = Double.isNaN(first) ? "none" : "only " + Decimal.text(first);
        throw new DataException("expected different numbers to predict but got " + got + " in column '" + target
                + "' of " + file + "; predict another column");
    }
}
