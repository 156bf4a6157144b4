package dev.hebb.nn;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns that fit a width: the widest columns give way and their texts continue below. */
final class TextTable {
    private static final String GAP = "  ";
    private static final int MIN_COLUMN = 6;

    private final List<List<String>> rows = new ArrayList<>();
    private final int rightAligned;
    private final int width;

    /** @param rightAligned the column of numbers, which never breaks */
    TextTable(List<String> titles, int rightAligned, int width) {
        this.rightAligned = rightAligned;
        this.width = width;
        rows.add(List.copyOf(titles));
    }

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    List<String> lines() {
        int[] widths = widths();
        int total = (widths.length - 1) * GAP.length();
        for (int column : widths) {
            total += column;
        }
        String rule = "-".repeat(total);
        List<String> lines = new ArrayList<>();
        lines.addAll(lines(rows.get(0), widths));
        lines.add(rule);
        rows.subList(1, rows.size()).forEach(row -> lines.addAll(lines(row, widths)));
        lines.add(rule);
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        int excess = (widths.length - 1) * GAP.length() - width;
        for (int column : widths) {
            excess += column;
        }
        while (excess > 0) {
            int widest = widest(widths);
            if (widths[widest] <= MIN_COLUMN) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private int widest(int[] widths) {
        int widest = rightAligned == 0 ? 1 : 0;
        for (int column = 0; column < widths.length; column++) {
            if (column != rightAligned && widths[column] > widths[widest]) {
                widest = column;
            }
        }
        return widest;
    }

    private List<String> lines(List<String> row, int[] widths) {
        List<List<String>> cells = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < widths.length; column++) {
            cells.add(wrap(row.get(column), widths[column]));
            height = Math.max(height, cells.get(column).size());
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String text = i < cells.get(column).size() ? cells.get(column).get(i) : "";
                String pad = " ".repeat(widths[column] - text.length());
                line.append(column == 0 ? "" : GAP).append(column == rightAligned ? pad + text : text + pad);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    /** Breaks at the last space that fits, else behind the last underscore, else anywhere. */
    static List<String> wrap(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int underscore = rest.lastIndexOf('_', width - 1) + 1;
            int end = space > 0 ? space : underscore > 0 ? underscore : width;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        parts.add(rest);
        return parts;
    }
}
