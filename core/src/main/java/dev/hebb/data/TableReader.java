package dev.hebb.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/** Reads a table in two passes: the first finds what each column holds and the number of rows, the second fills arrays of just that size. */
final class TableReader {
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final String file;
    private final Set<String> missing;
    private final char delimiter;

    /** What the first pass saw of a column. */
    private static final class Seen {
        String text = "";
        String infinity = "";
    }

    private interface RecordVisitor {
        void visit(int row, List<String> fields, long line);
    }

    private TableReader(Path path, Set<String> missing) throws IOException {
        this.path = path;
        this.file = String.valueOf(path.getFileName());
        this.missing = missing;
        try (Reader in = open()) {
            this.delimiter = CsvParser.detectDelimiter(in);
        }
    }

    static Table read(Path path, Set<String> missing) {
        try {
            return new TableReader(path, missing).read();
        } catch (NoSuchFileException e) {
            throw new DataException("expected a table at " + path + " but there is no such file", e);
        } catch (IOException e) {
            throw new DataException("expected a readable table at " + path + " but got: " + e, e);
        }
    }

    private Reader open() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            bytes.mark(2);
            boolean isGzip = bytes.read() == GZIP_MAGIC_0 && bytes.read() == GZIP_MAGIC_1;
            bytes.reset();
            CharsetDecoder decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
            return new BufferedReader(
                    new InputStreamReader(isGzip ? new GZIPInputStream(bytes, BUFFER) : bytes, decoder), BUFFER);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private Table read() throws IOException {
        List<String> names = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        int rows = forEachRecord(names, (row, fields, line) -> {
            while (seen.size() < fields.size()) {
                seen.add(new Seen());
            }
            for (int i = 0; i < fields.size(); i++) {
                look(fields.get(i), seen.get(i), line);
            }
        });
        if (rows == 0) {
            throw new DataException("expected rows below the header but got none in " + file);
        }
        for (int i = 0; i < names.size(); i++) {
            if (seen.get(i).text.isEmpty() && !seen.get(i).infinity.isEmpty()) {
                throw new DataException("expected finite numbers but got " + seen.get(i).infinity + " of column '"
                        + names.get(i) + "'; leave the field empty if it is missing");
            }
        }
        return fill(names, seen, rows);
    }

    private void look(String field, Seen seen, long line) {
        if (!seen.text.isEmpty() || missing.contains(field)) {
            return;
        }
        OptionalDouble number = NumberText.parse(field);
        if (number.isEmpty()) {
            seen.text = "'" + clip(field) + "' at " + file + " line " + line;
        } else if (Double.isInfinite(number.getAsDouble()) && seen.infinity.isEmpty()) {
            seen.infinity = "'" + clip(field) + "' at " + file + " line " + line;
        }
    }

    private static String clip(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "..";
    }

    private Table fill(List<String> names, List<Seen> seen, int rows) throws IOException {
        Map<String, TableColumn> columns = new LinkedHashMap<>();
        List<double[]> numbers = new ArrayList<>();
        List<String[]> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean isNumeric = seen.get(i).text.isEmpty();
            numbers.add(new double[isNumeric ? rows : 0]);
            texts.add(new String[isNumeric ? 0 : rows]);
            columns.put(
                    names.get(i),
                    isNumeric
                            ? new TableColumn.Numbers(numbers.get(i))
                            : new TableColumn.Texts(texts.get(i), seen.get(i).text));
        }
        Map<String, String> known = new HashMap<>();
        int again = forEachRecord(new ArrayList<>(), (row, fields, line) -> {
            if (row >= rows || fields.size() != names.size()) {
                throw changed();
            }
            for (int i = 0; i < fields.size(); i++) {
                String field = fields.get(i);
                boolean isMissing = missing.contains(field);
                if (texts.get(i).length > 0) {
                    texts.get(i)[row] = isMissing ? Table.MISSING : known.computeIfAbsent(field, text -> text);
                } else {
                    numbers.get(i)[row] =
                            isMissing ? Double.NaN : NumberText.parse(field).orElseThrow(this::changed);
                }
            }
        });
        if (again != rows) {
            throw changed();
        }
        return new Table(rows, columns);
    }

    private DataException changed() {
        return new DataException(
                "expected " + path + " to stay the same while it is read but it changed; read it again");
    }

    /** Calls {@code visitor} for every record after the header, whose names it adds to {@code names}; the number of records. */
    private int forEachRecord(List<String> names, RecordVisitor visitor) throws IOException {
        try (CsvParser parser = new CsvParser(open(), file, delimiter)) {
            List<String> header = parser.next()
                    .orElseThrow(
                            () -> new DataException("expected a header and rows but the file " + file + " is empty"));
            requireNames(header, parser.line());
            names.addAll(header);
            int rows = 0;
            for (Optional<List<String>> next = parser.next(); next.isPresent(); next = parser.next()) {
                List<String> fields = next.get();
                if (fields.size() != header.size()) {
                    throw new DataException(
                            "expected " + header.size() + " fields as in the header but got " + fields.size() + " at "
                                    + file + " line " + parser.line() + "; quote fields that hold the delimiter '"
                                    + (delimiter == '\t' ? "\\t" : delimiter) + "'");
                }
                visitor.visit(rows, fields, parser.line());
                rows = Math.addExact(rows, 1);
            }
            return rows;
        }
    }

    private void requireNames(List<String> header, long line) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).isEmpty()) {
                throw new DataException("expected a name for every column but column " + (i + 1) + " of "
                        + header.size() + " has none at " + file + " line " + line + "; name it, or remove it");
            }
            if (!names.add(header.get(i))) {
                throw new DataException("expected different column names but got '" + header.get(i) + "' twice at "
                        + file + " line " + line + "; rename one");
            }
        }
    }
}
