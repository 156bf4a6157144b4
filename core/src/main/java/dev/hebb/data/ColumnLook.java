package dev.hebb.data;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What the fields of one column are, seen one by one. */
final class ColumnLook {
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");

    private static final String ADVICE = "; make the column categorical, or name that text as a mark of missing values";

    private final boolean asText;
    private String text = "";
    private String infinity = "";
    private String decimalComma = "";
    private long fields;
    private long decimalCommas;

    ColumnLook(boolean asText) {
        this.asText = asText;
    }

    /** @param where of the field, asked only for those that a message may show */
    void see(String field, CsvRecords where) {
        fields++;
        if (text.isEmpty()) {
            OptionalDouble number = NumberText.parse(field);
            if (number.isEmpty()) {
                text = quoted(field, where);
            } else if (Double.isInfinite(number.getAsDouble()) && infinity.isEmpty()) {
                infinity = quoted(field, where);
            }
        }
        if (field.indexOf(',') > 0 && DECIMAL_COMMA.matcher(field).matches()) {
            decimalCommas++;
            decimalComma = decimalComma.isEmpty() ? quoted(field, where) : decimalComma;
        }
    }

    private static String quoted(String field, CsvRecords where) {
        return "'" + TextClip.clip(field) + "' at " + where.where();
    }

    boolean isNumeric() {
        return text.isEmpty() && !asText;
    }

    /** @throws DataException for a column of numbers of which one is infinite */
    void requireFinite(String name) {
        if (isNumeric() && !infinity.isEmpty()) {
            throw infinite(name, infinity);
        }
    }

    static DataException infinite(String name, String got) {
        return new DataException("expected finite numbers but got " + got + " of column '" + TextClip.name(name)
                + "'; leave the field empty if it is missing");
    }

    /** Why the column is none of numbers, as a message goes on after "expected numbers but got". */
    String reason() {
        if (text.isEmpty()) {
            return TableColumn.Texts.AS_ASKED;
        }
        return decimalCommas * 2 > fields ? decimalComma + " with a decimal comma; write 1.5 for 1,5" : text + ADVICE;
    }
}
