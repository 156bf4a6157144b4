package dev.hebb.data;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records of comma-separated text, one at a time: quotes, doubled quotes, line breaks within quotes, any line ends, BOM. Blank lines are passed over, and
 * blanks around a field without quotes.
 *
 * <p>Source: RFC 4180.
 * <br>Errors: {@link DataException} with the line.
 */
final class CsvParser implements AutoCloseable {
    /** What the decoder leaves where bytes are no UTF-8. */
    private static final char MALFORMED = '\uFFFD';

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int END = -1;
    private static final int MAX_FIELD = 1 << 24;
    private static final int MAX_RECORD = 1 << 26;
    private static final int MAX_FIELDS = 1 << 20;

    private final PushbackReader in;
    private final String file;
    private final char delimiter;
    private final StringBuilder field = new StringBuilder();
    private long line = 1;
    private long recordLine = 1;

    CsvParser(Reader in, String file, char delimiter) throws IOException {
        this.in = new PushbackReader(in, 1);
        this.file = file;
        this.delimiter = delimiter;
        int first = this.in.read();
        if (first != BYTE_ORDER_MARK && first != END) {
            this.in.unread(first);
        }
    }

    /** The delimiter among comma, semicolon and tab that stands most often in the first line that is not blank, outside quotes. */
    static char detectDelimiter(Reader in) throws IOException {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        boolean blank = true;
        for (int c = in.read(); c != END; c = in.read()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '\n' || c == '\r') && !blank) {
                break;
            } else if (!quoted) {
                commas += c == ',' ? 1 : 0;
                semicolons += c == ';' ? 1 : 0;
                tabs += c == '\t' ? 1 : 0;
            }
            blank &= c == '\n' || c == '\r' || c == BYTE_ORDER_MARK;
        }
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    /** The line in which the last record began, from 1. */
    long line() {
        return recordLine;
    }

    /** The next record's fields; empty at the end. */
    Optional<List<String>> next() throws IOException {
        while (true) {
            recordLine = line;
            int c = read();
            if (c == END) {
                return Optional.empty();
            } else if (c != '\n') {
                in.unread(c);
                return Optional.of(record());
            }
        }
    }

    private List<String> record() throws IOException {
        List<String> fields = new ArrayList<>();
        int end = delimiter;
        long characters = 0;
        while (end == delimiter) {
            end = field();
            fields.add(field.toString());
            characters += field.length();
            if (fields.size() > MAX_FIELDS || characters > MAX_RECORD) {
                throw new DataException("expected rows of at most " + MAX_FIELDS + " fields and " + MAX_RECORD
                        + " characters but got a longer one at " + file + " line " + recordLine
                        + "; are there line ends in the file?");
            }
        }
        return fields;
    }

    /** Reads a field; the character that ended it. */
    private int field() throws IOException {
        field.setLength(0);
        int c = read();
        while (isBlank(c)) {
            c = read();
        }
        if (c == '"') {
            return quotedField();
        }
        while (c != delimiter && c != '\n' && c != END) {
            append(c);
            c = read();
        }
        int length = field.length();
        while (length > 0 && isBlank(field.charAt(length - 1))) {
            length--;
        }
        field.setLength(length);
        return c;
    }

    private int quotedField() throws IOException {
        long opened = line;
        while (true) {
            int c = read();
            if (c == END) {
                throw new DataException("expected a closing quote for the one opened at " + file + " line " + opened
                        + " but the file ends; close it, or double the quotes inside a quoted field");
            } else if (c != '"') {
                append(c);
                continue;
            }
            c = read();
            if (c == '"') {
                append(c);
                continue;
            }
            while (isBlank(c)) {
                c = read();
            }
            if (c != delimiter && c != '\n' && c != END) {
                throw new DataException("expected a delimiter after a closing quote but got '" + Character.toString(c)
                        + "' at " + file + " line " + line + "; double the quotes inside a quoted field");
            }
            return c;
        }
    }

    private void append(int c) {
        if (field.length() == MAX_FIELD) {
            throw new DataException("expected fields of at most " + MAX_FIELD + " characters but got a longer one at "
                    + file + " line " + recordLine + "; is a quote not closed?");
        }
        field.append((char) c);
    }

    private boolean isBlank(int c) {
        return c != delimiter && (c == ' ' || c == '\t');
    }

    /** The next character, with every line end as one newline. */
    private int read() throws IOException {
        int c = in.read();
        if (c == '\r') {
            int after = in.read();
            if (after != '\n' && after != END) {
                in.unread(after);
            }
            c = '\n';
        }
        if (c == '\n') {
            line++;
        } else if (c == 0) {
            throw new DataException("expected a text file but got a NUL byte at " + file + " line " + line
                    + "; export the table as CSV, and save it as UTF-8");
        } else if (c == MALFORMED) {
            throw new DataException(
                    "expected text in UTF-8 but got other bytes at " + file + " line " + line + "; save it as UTF-8");
        }
        return c;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
