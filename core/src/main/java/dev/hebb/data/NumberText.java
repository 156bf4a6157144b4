package dev.hebb.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Numbers as tables write them. */
final class NumberText {
    private static final Set<String> INFINITE = Set.of("inf", "infinity", "+inf", "+infinity", "-inf", "-infinity");
    private static final double LARGEST_PLAIN = 1e15;
    private static final int SURE_DIGITS = 15;

    private NumberText() {}

    /** The number that {@code text} is; infinite for words for infinity and what float64 does not hold; empty for other text. */
    static OptionalDouble parse(String text) {
        if (INFINITE.contains(text.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.of(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPart = c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            if (!isPart) {
                return OptionalDouble.empty(); // what parseDouble takes beyond decimal numbers: 1f, 0x1p3, NaN
            }
        }
        try {
            return OptionalDouble.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The shortest text that reads back as the same number; a whole number has no point. */
    static String format(double value) {
        boolean isNegativeZero = value == 0 && 1 / value < 0;
        if (isNegativeZero) {
            return "-0.0";
        } else if (value == Math.rint(value) && Math.abs(value) < LARGEST_PLAIN) {
            return Long.toString((long) value);
        }
        String text = Double.toString(value);
        if (text.length() <= SURE_DIGITS || !Double.isFinite(value)) {
            return text;
        }
        for (int digits = SURE_DIGITS; digits < 17; digits++) { // before Java 19 toString can give too many digits
            String shorter = new BigDecimal(value)
                    .round(new MathContext(digits))
                    .stripTrailingZeros()
                    .toString();
            if (shorter.length() < text.length() && Double.parseDouble(shorter) == value) {
                return shorter;
            }
        }
        return text;
    }
}
