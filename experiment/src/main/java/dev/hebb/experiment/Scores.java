package dev.hebb.experiment;

import dev.hebb.experiment.report.FigureText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures as text: {@code train} and {@code evaluate} print the same characters for the same figures. */
public final class Scores {
    private static final int BRIEF_DIGITS = 4;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-3;

    private Scores() {}

    /** One line per figure, the names filled up to one width. */
    public static List<String> lines(Map<String, Double> figures) {
        int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        figures.forEach((name, value) -> lines.add("  " + name + " ".repeat(width - name.length() + 2) + exact(value)));
        return lines;
    }

    /** A baseline in one line. */
    public static String line(Baseline baseline) {
        List<String> figures = new ArrayList<>();
        baseline.scores().forEach((name, value) -> {
            if (!name.equals(Evaluation.LOSS)) {
                figures.add(name + " " + exact(value));
            }
        });
        return "For comparison, " + baseline.name() + ": " + String.join(", ", figures);
    }

    /** At least six decimals and at least nine digits that count. */
    public static String exact(double value) {
        return FigureText.exact(value);
    }

    /** Four digits that count, for the progress line. */
    public static String brief(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value) || size >= LARGE || size < SMALL && size > 0) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int whole = size < 1 ? 1 : (int) Math.log10(size) + 1;
        return String.format(
                Locale.ROOT, "%." + Math.max(0, BRIEF_DIGITS + 1 - whole - (size < 1 ? 0 : 1)) + "f", value);
    }
}
