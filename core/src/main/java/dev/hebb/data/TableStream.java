package dev.hebb.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A table's file of any length, read once from its beginning to its end in chunks of rows. One thread at a time.
 *
 * <p>Takes the memory of one chunk. As the fields to come are not known, it is told which columns are numeric; all others are texts.
 */
public final class TableStream implements AutoCloseable {
    private final InputFile input;
    private final CsvRecords records;
    private final Set<String> missing;
    private final Set<String> numeric;
    private long done;
    private boolean isOver;

    /**
     * Some rows, one after another.
     *
     * @param firstRow how many rows came before
     * @param table the columns as they were asked for
     * @param asWritten the same rows with every field exactly as it stands in the file, quotes removed: for copies
     */
    public record Chunk(long firstRow, Table table, Table asWritten) {}

    private TableStream(InputFile input, CsvRecords records, Set<String> missing, Set<String> numeric) {
        this.input = input;
        this.records = records;
        this.missing = missing;
        this.numeric = numeric;
    }

    /**
     * Opens a file as {@link Table#read(Path)} reads.
     *
     * @param missingMarks see {@link Table#MISSING_MARKS}
     * @param numeric columns that must hold numbers
     * @param texts columns that must be there
     * @throws DataException as {@link Table#read(Path)}, here and from {@link #next}, and for columns that are not there
     */
    public static TableStream open(Path file, Set<String> missingMarks, Set<String> numeric, Set<String> texts) {
        InputFile input = InputFile.of(file, "table");
        try {
            CsvRecords records = new CsvRecords(input);
            TableStream stream = new TableStream(input, records, Set.copyOf(missingMarks), Set.copyOf(numeric));
            try {
                numeric.forEach(stream::requireColumn);
                texts.forEach(stream::requireColumn);
                return stream;
            } catch (DataException e) {
                stream.close();
                throw e;
            }
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }

    private void requireColumn(String name) {
        if (!columns().contains(name)) {
            throw TextClip.unknownColumn(columns(), name);
        }
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return records.names();
    }

    /**
     * The next rows; empty at the end.
     *
     * @param rows at most, 1 or more
     * @throws DataException with the line, for rows of another length, and in numeric columns for texts and infinity
     */
    public Optional<Chunk> next(int rows) {
        if (rows < 1) {
            throw new DataException("expected chunks of 1 row or more but got " + rows);
        }
        if (isOver) {
            return Optional.empty();
        }
        List<List<String>> fields = new ArrayList<>();
        List<double[]> numbers = new ArrayList<>();
        List<Integer> lines = new ArrayList<>();
        try {
            while (fields.size() < rows && !isOver) {
                Optional<List<String>> next = records.next();
                if (next.isPresent()) {
                    fields.add(next.get());
                    numbers.add(numbers(next.get()));
                    lines.add((int) Math.min(records.line(), Integer.MAX_VALUE));
                } else {
                    isOver = true;
                }
            }
        } catch (IOException e) {
            throw input.unreadable(e);
        }
        return fields.isEmpty() ? Optional.empty() : Optional.of(chunk(fields, numbers, lines));
    }

    /** The numeric columns' numbers, in order. */
    private double[] numbers(List<String> fields) {
        double[] numbers = new double[numeric.size()];
        int place = 0;
        for (int i = 0; i < fields.size(); i++) {
            if (numeric.contains(columns().get(i))) {
                numbers[place++] = number(columns().get(i), fields.get(i));
            }
        }
        return numbers;
    }

    private double number(String name, String field) {
        if (missing.contains(field)) {
            return Double.NaN;
        }
        OptionalDouble number = NumberText.parse(field);
        if (number.isEmpty()) {
            ColumnLook look = new ColumnLook(false);
            look.see(field, records);
            throw TableColumn.notNumeric(name, look.reason());
        } else if (Double.isInfinite(number.getAsDouble())) {
            throw ColumnLook.infinite(name, "'" + TextClip.clip(field) + "' at " + records.where());
        }
        return number.getAsDouble();
    }

    private Chunk chunk(List<List<String>> fields, List<double[]> numbers, List<Integer> lines) {
        int rows = fields.size();
        RowOrigin origin = new RowOrigin(
                records.file(), lines.stream().mapToInt(Integer::intValue).toArray());
        Map<String, TableColumn> table = new LinkedHashMap<>();
        Map<String, TableColumn> written = new LinkedHashMap<>();
        int place = 0;
        for (int i = 0; i < columns().size(); i++) {
            String[] texts = new String[rows];
            String[] marked = new String[rows];
            for (int row = 0; row < rows; row++) {
                texts[row] = fields.get(row).get(i);
                marked[row] = missing.contains(texts[row]) ? Table.MISSING : texts[row];
            }
            String name = columns().get(i);
            written.put(name, new TableColumn.Texts(texts, TableColumn.Texts.AS_ASKED));
            if (numeric.contains(name)) {
                int at = place++;
                table.put(
                        name,
                        new TableColumn.Numbers(
                                numbers.stream().mapToDouble(row -> row[at]).toArray()));
            } else {
                table.put(name, new TableColumn.Texts(marked, TableColumn.Texts.AS_ASKED));
            }
        }
        long first = done;
        done += rows;
        return new Chunk(first, new Table(rows, table, origin), new Table(rows, written, origin));
    }

    @Override
    public void close() {
        isOver = true;
        try {
            records.close();
        } catch (IOException e) {
            throw input.unreadable(e);
        }
    }
}
