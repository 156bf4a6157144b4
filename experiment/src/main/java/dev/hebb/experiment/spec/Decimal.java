package dev.hebb.experiment.spec;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as a spec writes them. */
final class Decimal {
    private static final int PLAIN_DIGITS = 12;

    private Decimal() {}

    /** The shortest digits that read back as the same number. */
    static Number of(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String plain = exact.toPlainString();
        if (plain.length() > PLAIN_DIGITS) {
            return exact;
        }
        if (exact.scale() <= 0) {
            return Long.valueOf(plain);
        }
        return new BigDecimal(plain);
    }

    static String text(double value) {
        return of(value).toString().toLowerCase(Locale.ROOT);
    }
}
