package dev.hebb.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The records of a table's file, one at a time, each with as many fields as the header. One thread at a time. */
final class CsvRecords implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final CsvParser parser;
    private final String file;
    private final char delimiter;
    private final List<String> names;
    private final DelimiterCheck check;
    private int rows;

    /** @throws DataException for a file without a header, and names that are missing or come twice */
    CsvRecords(InputFile input) throws IOException {
        this.file = input.name();
        try (Reader start = reader(input)) {
            this.delimiter = CsvParser.detectDelimiter(start);
        }
        this.parser = new CsvParser(reader(input), file, delimiter);
        try {
            this.names = List.copyOf(parser.next()
                    .orElseThrow(() -> new DataException("expected a header and rows but the file " + file
                            + " is empty; was it saved, or downloaded, to its end?")));
            requireNames(names, parser.line());
        } catch (IOException | RuntimeException e) {
            parser.close();
            throw e;
        }
        this.check = new DelimiterCheck(file, names);
    }

    private static Reader reader(InputFile input) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        InputStream bytes = input.open();
        return new BufferedReader(new InputStreamReader(bytes, decoder), BUFFER);
    }

    String file() {
        return file;
    }

    /** The names of the columns, each different and none empty. */
    List<String> names() {
        return names;
    }

    /** The line in which the last record began, from 1. */
    long line() {
        return parser.line();
    }

    /** The last record's line, for messages. */
    String where() {
        return file + " line " + parser.line();
    }

    /**
     * The next record below the header; empty at the end.
     *
     * @throws DataException for another number of fields than the header's, and a file without any record
     */
    Optional<List<String>> next() throws IOException {
        Optional<List<String>> next = parser.next();
        if (next.isEmpty()) {
            if (rows == 0) {
                throw new DataException("expected rows below the header but got none in " + file
                        + "; was it saved, or downloaded, to its end?");
            }
            check.end();
            return next;
        }
        check.see(next.get());
        int fields = next.get().size();
        if (fields != names.size()) {
            throw new DataException("expected " + names.size() + " fields as in the header but got " + fields + " at "
                    + where() + "; quote fields that hold the delimiter '" + (delimiter == '\t' ? "\\t" : delimiter)
                    + "'");
        }
        if (rows == Integer.MAX_VALUE) {
            throw new DataException("expected at most " + rows + " rows but got more in " + file + "; split the file");
        }
        rows++;
        return next;
    }

    private void requireNames(List<String> header, long line) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).isEmpty()) {
                throw new DataException("expected a name for every column but column " + (i + 1) + " of "
                        + header.size() + " has none at " + file + " line " + line + "; name it, or remove it");
            }
            if (!seen.add(header.get(i))) {
                throw new DataException("expected different column names but got '" + TextClip.name(header.get(i))
                        + "' twice at " + file + " line " + line + "; rename one");
            }
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
