package dev.hebb.experiment.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class FigureText {
    /** What stands for a number that there is none of. */
    static final String NONE = "–";

    private static final int EXACT_DIGITS = 9;
    private static final int BRIEF_DIGITS = 4;
    private static final int ROUGH_DIGITS = 3;
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-3;
    private static final double PERCENT = 100;
    private static final double ALMOST_ALL = 0.9995;
    /** Set off by a space that does not break the line. */
    private static final String PERCENT_SIGN = "\u00A0%";

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final double GIBIBYTE = 1L << 30;

    private FigureText() {}

    /** As the command line prints it: at least six decimals and at least nine digits that count. */
    public static String exact(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double size = Math.abs(value);
        if (size < LARGE && (size >= SMALL || size == 0)) {
            return String.format(Locale.ROOT, "%.6f", value);
        }
        return new BigDecimal(value).round(new MathContext(EXACT_DIGITS)).toString();
    }

    /** Four digits that count: {@code 0.1235}, {@code 12.35}, {@code 1,235}. */
    static String brief(double value) {
        return digits(value, BRIEF_DIGITS);
    }

    /** Three digits that count, for sentences: {@code 0.123}, {@code 12.3}, {@code 1,235}. */
    static String rough(double value) {
        return digits(value, ROUGH_DIGITS);
    }

    /** As short as it can be without zeros at the end, for axes: {@code 0.2}, {@code 1.5}, {@code 1,200}. */
    static String tick(double value) {
        String text = brief(value);
        return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    private static String digits(double value, int digits) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        double size = Math.abs(value);
        if (size >= LARGE || size < SMALL && size > 0) {
            return String.format(Locale.ROOT, "%." + (digits - 2) + "e", value);
        }
        if (value == Math.rint(value)) {
            return count((long) value);
        }
        int whole = size < 1 ? 0 : (int) Math.log10(size) + 1;
        return String.format(Locale.ROOT, "%,." + Math.max(0, digits - whole) + "f", value);
    }

    /** A share from 0 to 1 as {@code 97.1 %}; {@code 100 %} only where it is all. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share == Math.rint(share)) {
            return Math.round(share * PERCENT) + PERCENT_SIGN;
        }
        double shown = share >= ALMOST_ALL && share < 1 ? ALMOST_ALL - SMALL / 2 : share;
        return String.format(Locale.ROOT, "%.1f", shown * PERCENT) + PERCENT_SIGN;
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number of things: {@code 1 row}, {@code 1,234 rows}. */
    static String count(long value, String thing) {
        return count(value) + " " + thing + (value == 1 ? "" : "s");
    }

    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        long whole = Math.round(seconds);
        if (whole < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < HOUR
                ? whole / MINUTE + " min " + whole % MINUTE + " s"
                : whole / HOUR + " h " + whole % HOUR / MINUTE + " min";
    }

    static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / GIBIBYTE);
    }

    /** At most {@code length} characters: the middle of longer texts is left out, since names often differ at one end. */
    static String cut(String text, int length) {
        int[] points = text.codePoints().toArray();
        if (points.length <= length) {
            return text;
        }
        int tail = (length - 1) / 3;
        int head = length - 1 - tail;
        return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
    }
}
