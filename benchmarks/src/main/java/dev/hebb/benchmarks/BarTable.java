package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Text for terminals: columns, bars, numbers with few digits. */
public final class BarTable {
    private static final int BAR = 16;
    private static final int NAME_LEAST = 12;
    private static final String FULL = "█";
    private static final String REST = "·";

    private BarTable() {}

    /** A column of a table: its head and, row by row, its text. */
    public record Column(String head, List<String> cells, boolean isRight) {
        int width() {
            return cells.stream().mapToInt(String::length).reduce(head.length(), Math::max);
        }

        String cell(String text, int width) {
            String pad = " ".repeat(Math.max(0, width - text.length()));
            return isRight ? pad + text : text + pad;
        }
    }

    /** Columns side by side; the first is cut, then the last ones are left out, where they are wider than {@code width}. */
    public static String table(List<Column> columns, int width) {
        List<Column> shown = new ArrayList<>(columns);
        int others = others(shown);
        while (width - others < NAME_LEAST && shown.size() > 2) {
            shown.remove(shown.size() - 1);
            others = others(shown);
        }
        int first = Math.max(NAME_LEAST, Math.min(shown.get(0).width(), width - others));
        StringBuilder text = new StringBuilder();
        int rows = shown.get(0).cells().size();
        for (int row = -1; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (Column column : shown) {
                boolean isFirst = column.equals(shown.get(0));
                int cellWidth = isFirst ? first : column.width();
                String cell = row < 0 ? column.head() : column.cells().get(row);
                line.append(isFirst ? "" : "  ").append(column.cell(cut(cell, cellWidth), cellWidth));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int others(List<Column> columns) {
        return columns.stream().skip(1).mapToInt(column -> column.width() + 2).sum();
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    /** A bar as long as the share, of at most 1; empty for none. */
    public static String bar(double share) {
        if (!(share > 0)) {
            return "";
        }
        int full = (int) Math.round(Math.min(1, share) * BAR);
        return FULL.repeat(full) + REST.repeat(BAR - full);
    }

    /** Three significant digits, or all before the point. */
    public static String number(double value) {
        if (!(value > 0)) {
            return "";
        }
        int decimals = (int) Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(value))));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** The share in percent; empty for none. */
    public static String percent(double share) {
        return share > 0 ? String.format(Locale.ROOT, "%.0f%%", 100 * share) : "";
    }

    /** Words in lines of at most {@code width} characters, and an empty line. */
    public static String wrapped(String text, int width) {
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        for (String word : text.strip().split(" ")) {
            if (column > 0 && column + 1 + word.length() > width) {
                wrapped.append('\n');
                column = 0;
            }
            wrapped.append(column > 0 ? " " : "").append(word);
            column += (column > 0 ? 1 : 0) + word.length();
        }
        return wrapped.append("\n\n").toString();
    }

    /** A column with one cell per row, {@code isRight} for numbers. */
    public static <T> Column column(String head, boolean isRight, List<T> rows, Function<T, String> cell) {
        return new Column(head, rows.stream().map(cell).toList(), isRight);
    }

    /** {@code 1 thread}, {@code 2 threads}. */
    public static String threads(int count) {
        return count + (count == 1 ? " thread" : " threads");
    }
}
