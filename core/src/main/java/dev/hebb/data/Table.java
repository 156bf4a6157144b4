package dev.hebb.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of a file as named columns of numbers or texts. Immutable and safe for several threads.
 *
 * <p>A column whose every field is a decimal number or missing is numeric. Missing numbers are NaN, missing texts {@link #MISSING}.
 */
public final class Table {
    /** What stands for a missing text. */
    public static final String MISSING = "";

    /** What marks a missing field in a file. */
    public static final Set<String> MISSING_MARKS = Set.of("", "NA", "NaN", "null", "?");

    private static final double MEMORY_SHARE = 0.8;

    private final int rows;
    private final Map<String, TableColumn> columns;
    private final RowOrigin origin;

    /** @param columns of {@code rows} each; not copied */
    Table(int rows, Map<String, TableColumn> columns, RowOrigin origin) {
        this.rows = rows;
        this.columns = Collections.unmodifiableMap(columns);
        this.origin = origin;
    }

    /** A table without columns, to add some to. */
    public static Table ofRows(int rows) {
        return new Table(rows, Map.of(), RowOrigin.none());
    }

    /**
     * Reads a {@code .csv} or {@code .csv.gz} file in UTF-8 with a header: comma, semicolon or tab, whichever the header has most of; quotes as in RFC 4180;
     * blank lines are passed over.
     *
     * @throws DataException with the line, for rows of unequal lengths, no rows, names missing or twice, infinity, other encodings, other delimiters, files
     *     that cannot be read, compressed ones that are cut short, damaged or hold 200 times their size, and tables larger than four fifths of the memory that Java may use
     */
    public static Table read(Path file) {
        return read(file, MISSING_MARKS);
    }

    /** Reads a file with other marks for missing fields; see {@link #read(Path)}. */
    public static Table read(Path file, Set<String> missingMarks) {
        return read(file, new ReadOptions(missingMarks, Set.of()));
    }

    /**
     * Reads a file as told; see {@link #read(Path)}.
     *
     * @throws DataException also for a column to be read as texts that is not there
     */
    public static Table read(Path file, ReadOptions options) {
        return TableReader.read(
                file, options, (long) (MEMORY_SHARE * Runtime.getRuntime().maxMemory()));
    }

    public int rows() {
        return rows;
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return List.copyOf(columns.keySet());
    }

    public boolean has(String name) {
        return columns.containsKey(name);
    }

    private TableColumn column(String name) {
        TableColumn column = columns.get(name);
        if (column == null) {
            throw TextClip.unknownColumn(columns(), name);
        }
        return column;
    }

    /** @throws DataException for an unknown name, as everywhere here */
    public boolean isNumeric(String name) {
        return column(name) instanceof TableColumn.Numbers;
    }

    /**
     * A copy of a column's numbers; NaN where missing.
     *
     * @throws DataException for a column of texts, with the first of them and its line
     */
    public double[] numeric(String name) {
        TableColumn column = column(name);
        if (column instanceof TableColumn.Texts texts) {
            throw TableColumn.notNumeric(name, texts.reason());
        }
        return ((TableColumn.Numbers) column).numbers().clone();
    }

    /** A copy of a column's texts, {@link #MISSING} where missing; of numbers the shortest that reads back the same, without a point where whole. */
    public String[] text(String name) {
        TableColumn column = column(name);
        if (column instanceof TableColumn.Texts texts) {
            return texts.texts().clone();
        }
        return Arrays.stream(((TableColumn.Numbers) column).numbers())
                .mapToObj(Table::format)
                .toArray(String[]::new);
    }

    private static String format(double number) {
        return Double.isNaN(number) ? MISSING : NumberText.format(number);
    }

    /** Where a row stands, for messages: the file's name and line, or the row's number where it comes from no file. */
    public String where(int row) {
        return origin.where(row);
    }

    /** Some rows, in this order. */
    public Table rows(int[] indices) {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] < 0 || indices[i] >= rows) {
                throw new DataException(
                        "expected rows from 0 to " + (rows - 1) + " but got " + indices[i] + " at place " + i);
            }
        }
        Map<String, TableColumn> chosen = new LinkedHashMap<>();
        columns.forEach((name, column) -> chosen.put(name, column.rows(indices)));
        return new Table(indices.length, chosen, origin.rows(indices));
    }

    /** Without some columns. */
    public Table drop(String... names) {
        Map<String, TableColumn> left = new LinkedHashMap<>(columns);
        for (String name : names) {
            column(name);
            left.remove(name);
        }
        return new Table(rows, left, origin);
    }

    /** With a column of numbers, NaN where missing, in the place of one of that name or as the last. */
    public Table with(String name, double[] numbers) {
        requireRows(name, numbers.length);
        return with(name, new TableColumn.Numbers(numbers.clone()));
    }

    /** With a column of texts, in the place of one of that name or as the last. */
    public Table with(String name, String[] texts) {
        requireRows(name, texts.length);
        return with(name, new TableColumn.Texts(texts.clone(), "texts"));
    }

    private Table with(String name, TableColumn column) {
        Map<String, TableColumn> all = new LinkedHashMap<>(columns);
        all.put(name, column);
        return new Table(rows, all, origin);
    }

    private void requireRows(String name, int given) {
        if (given != rows) {
            throw new DataException(
                    "expected " + rows + " rows as in the table but got " + given + " in column '" + name + "'");
        }
    }

    /**
     * Writes a CSV file in UTF-8 that reads back with the same numbers.
     *
     * @throws DataException for a file that cannot be written
     */
    public void write(Path file) {
        List<String[]> texts = new ArrayList<>();
        columns.keySet().forEach(name -> texts.add(text(name)));
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(
                    String.join(",", columns.keySet().stream().map(this::quoted).toList()));
            out.write('\n');
            List<String> fields = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                fields.clear();
                for (String[] column : texts) {
                    fields.add(quoted(column[row]));
                }
                out.write(String.join(",", fields));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new DataException("expected to write the table " + file + " but got: " + e, e);
        }
    }

    private String quoted(String field) {
        boolean isBlankLine = field.isEmpty() && columns.size() == 1;
        return isBlankLine ? "\"\"" : CsvText.quoted(field);
    }
}
