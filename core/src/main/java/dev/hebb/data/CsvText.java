package dev.hebb.data;

/** Fields of comma-separated text as they are written. */
public final class CsvText {
    private CsvText() {}

    /** The field as it stands, or in quotes where it would not read back the same, with whatever delimiter. */
    public static String quoted(String field) {
        boolean isPlain = field.equals(field.strip())
                && field.chars()
                        .noneMatch(c -> c == ',' || c == ';' || c == '\t' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
