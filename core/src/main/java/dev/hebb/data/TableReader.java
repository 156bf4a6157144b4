package dev.hebb.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a table in two passes: the first finds what each column holds and the number of rows, the second fills arrays of just that size. */
final class TableReader {
    private static final int REFERENCE_BYTES = 4;
    private static final int TEXT_BYTES = 88;

    private final InputFile input;
    private final Path path;
    private final ReadOptions options;
    private final long mostBytes;

    /** What the first pass found. */
    private record Found(List<String> names, List<ColumnLook> looks, int rows) {}

    private TableReader(Path path, ReadOptions options, long mostBytes) {
        this.path = path;
        this.input = InputFile.of(path, "table");
        this.options = options;
        this.mostBytes = mostBytes;
    }

    /** @param mostBytes that the table may take in memory, about */
    static Table read(Path path, ReadOptions options, long mostBytes) {
        TableReader reader = new TableReader(path, options, mostBytes);
        try {
            Found found = reader.find();
            try {
                return reader.fill(found);
            } catch (OutOfMemoryError e) { // what was filled is free again
                throw reader.noRoom(found, mostBytes);
            }
        } catch (IOException e) {
            throw reader.input.unreadable(e);
        }
    }

    private Found find() throws IOException {
        try (CsvRecords records = new CsvRecords(input)) {
            List<String> names = records.names();
            for (String name : options.asText()) {
                if (!names.contains(name)) {
                    throw TextClip.unknownColumn(names, name);
                }
            }
            List<ColumnLook> looks = new ArrayList<>();
            names.forEach(name -> looks.add(new ColumnLook(options.asText().contains(name))));
            int rows = 0;
            for (Optional<List<String>> next = records.next(); next.isPresent(); next = records.next()) {
                List<String> fields = next.get();
                for (int i = 0; i < fields.size(); i++) {
                    if (!options.missingMarks().contains(fields.get(i))) {
                        looks.get(i).see(fields.get(i), records);
                    }
                }
                rows++;
            }
            for (int i = 0; i < names.size(); i++) {
                looks.get(i).requireFinite(names.get(i));
            }
            return new Found(names, looks, rows);
        }
    }

    private Table fill(Found found) throws IOException {
        int rows = found.rows();
        long perRow = Integer.BYTES;
        for (ColumnLook look : found.looks()) {
            perRow += look.isNumeric() ? Double.BYTES : REFERENCE_BYTES;
        }
        Texts texts = new Texts(found, perRow * rows);
        Map<String, TableColumn> columns = new LinkedHashMap<>();
        List<Cells> cells = new ArrayList<>();
        for (int i = 0; i < found.names().size(); i++) {
            ColumnLook look = found.looks().get(i);
            if (look.isNumeric()) {
                double[] numbers = new double[rows];
                columns.put(found.names().get(i), new TableColumn.Numbers(numbers));
                cells.add((row, field, isMissing) -> numbers[row] =
                        isMissing ? Double.NaN : NumberText.parse(field).orElseThrow(this::changed));
            } else {
                String[] column = new String[rows];
                columns.put(found.names().get(i), new TableColumn.Texts(column, look.reason()));
                cells.add((row, field, isMissing) -> column[row] = isMissing ? Table.MISSING : texts.one(field));
            }
        }
        return new Table(rows, columns, new RowOrigin(input.name(), fillCells(found, cells)));
    }

    private interface Cells {
        void set(int row, String field, boolean isMissing);
    }

    /** The line of each row. */
    private int[] fillCells(Found found, List<Cells> cells) throws IOException {
        int[] lines = new int[found.rows()];
        int row = 0;
        try (CsvRecords records = new CsvRecords(input)) {
            if (!records.names().equals(found.names())) {
                throw changed();
            }
            for (Optional<List<String>> next = records.next(); next.isPresent(); next = records.next()) {
                if (row == lines.length) {
                    throw changed();
                }
                lines[row] = (int) Math.min(records.line(), Integer.MAX_VALUE);
                List<String> fields = next.get();
                for (int i = 0; i < fields.size(); i++) {
                    String field = fields.get(i);
                    cells.get(i).set(row, field, options.missingMarks().contains(field));
                }
                row++;
            }
        }
        if (row != lines.length) {
            throw changed();
        }
        return lines;
    }

    /** Every text once, as long as there is room for them. */
    private final class Texts {
        private final Map<String, String> known = new HashMap<>();
        private final Found found;
        private long bytes;

        Texts(Found found, long bytes) {
            this.found = found;
            this.bytes = bytes;
            requireRoom();
        }

        String one(String text) {
            return known.computeIfAbsent(text, fresh -> {
                bytes += TEXT_BYTES + fresh.length();
                requireRoom();
                return fresh;
            });
        }

        private void requireRoom() {
            if (bytes > mostBytes) {
                throw noRoom(found, bytes);
            }
        }
    }

    private DataException noRoom(Found found, long bytes) {
        return new DataException("expected a table that takes at most " + (mostBytes >> 20) + " MiB of memory but the "
                + found.rows() + " rows of " + found.names().size() + " columns of " + path + " take "
                + (bytes >> 20) + " MiB or more; give Java more memory with -Xmx, or drop rows or columns");
    }

    private DataException changed() {
        return new DataException(
                "expected " + path + " to stay the same while it is read but it changed; read it again");
    }
}
