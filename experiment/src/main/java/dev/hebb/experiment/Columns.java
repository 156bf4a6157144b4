package dev.hebb.experiment;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.data.LabelEncoder;
import dev.hebb.data.Scaler;
import dev.hebb.data.Table;
import dev.hebb.experiment.spec.Names;
import dev.hebb.model.Attachment;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which columns of a table a model reads and predicts, by name: what {@code evaluate} needs to know of a model beyond its weights.
 *
 * @param classes names in the order of the outputs; empty for regression
 * @param missing what stands for a missing value
 */
public record Columns(List<String> features, List<String> targets, List<String> classes, List<String> missing) {
    private static final String TARGETS = "targets";
    private static final String MISSING = "missing";
    private static final String SEPARATOR = "\n";
    private static final String NO_TEXT = "text columns are not supported by this version yet, so name it in data.drop";

    public Columns {
        features = List.copyOf(features);
        targets = List.copyOf(targets);
        classes = List.copyOf(classes);
        missing = List.copyOf(missing);
    }

    /**
     * What a model was trained on.
     *
     * @throws DataException for a model that was not trained from a table
     */
    public static Columns of(Attachment attachment) {
        String targets = attachment.notes().get(TARGETS);
        String missing = attachment.notes().get(MISSING);
        if (targets == null || missing == null || attachment.features().isEmpty()) {
            throw new DataException(
                    "expected a model that hebb train made of a table but got one that does not say which columns it reads;"
                            + " evaluate it in code, with Model.load and evaluate");
        }
        return new Columns(attachment.features(), split(targets), attachment.classes(), split(missing));
    }

    private static List<String> split(String joined) {
        return joined.isEmpty()
                ? List.of()
                : List.of(joined.substring(0, joined.length() - 1).split(SEPARATOR, -1));
    }

    private static String join(List<String> parts) {
        StringBuilder joined = new StringBuilder();
        parts.forEach(part -> joined.append(part).append(SEPARATOR));
        return joined.toString();
    }

    Attachment attachment(Optional<Scaler> scaler) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(TARGETS, join(targets));
        notes.put(MISSING, join(missing));
        return new Attachment(features, targets.get(0), classes, scaler, notes);
    }

    Columns withClasses(List<String> names) {
        return new Columns(features, targets, names, missing);
    }

    /** Reads a table and checks that all columns are there; others may be, too. */
    public Table read(Path file) {
        Table table = Table.read(file, new HashSet<>(missing));
        features.forEach(name -> require(table, name, file));
        targets.forEach(name -> require(table, name, file));
        return table;
    }

    /** @throws DataException where there is no column of that name, with the nearest one */
    static void require(Table table, String name, Path file) {
        if (!table.has(name)) {
            String advice = Names.advice(name, table.columns());
            throw new DataException("expected a column '" + name + "' but got the columns ["
                    + Names.some(table.columns()) + "] in " + file + (advice.isEmpty() ? "" : "; " + advice));
        }
    }

    /** Inputs and targets as they stand in the table. */
    public Dataset dataset(Table table) {
        double[][] inputs = rows(numbers(table, features, NO_TEXT));
        return classes.isEmpty()
                ? Dataset.of(inputs, rows(numbers(table, targets, "for classes, take task: classification")))
                : Dataset.of(inputs, labels(table));
    }

    /** The number of the class of each row. */
    int[] labels(Table table) {
        String[] labels = table.text(targets.get(0));
        for (int row = 0; row < labels.length; row++) {
            if (labels[row].equals(Table.MISSING)) {
                throw new DataException("expected a class but column '" + targets.get(0) + "' has none in " + place(row)
                        + "; take the row out");
            }
            if (!classes.contains(labels[row])) {
                throw new DataException("expected one of the classes of the training rows [" + Names.some(classes)
                        + "] but got '" + labels[row] + "' in column '" + targets.get(0) + "', " + place(row)
                        + "; take a stratified split, or take the row out");
            }
        }
        return new LabelEncoder(classes).encode(labels);
    }

    /** The features, column by column. */
    double[][] features(Table table) {
        return numbers(table, features, NO_TEXT);
    }

    private static double[][] numbers(Table table, List<String> names, String advice) {
        double[][] columns = new double[names.size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = numbers(table, names.get(i), advice);
        }
        return columns;
    }

    private static double[] numbers(Table table, String name, String advice) {
        double[] numbers;
        try {
            numbers = table.numeric(name);
        } catch (DataException e) {
            throw new DataException(e.getMessage() + "; " + advice, e);
        }
        for (int row = 0; row < numbers.length; row++) {
            if (Double.isNaN(numbers[row])) {
                throw new DataException(
                        "expected a number but column '" + name + "' has none in " + place(row)
                                + "; imputing is not supported by this version yet, so take the row out or name the column in data.drop");
            }
        }
        return numbers;
    }

    private static String place(int row) {
        return "row " + (row + 1) + " of these rows";
    }

    private static double[][] rows(double[][] columns) {
        double[][] rows = new double[columns[0].length][columns.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns.length; column++) {
                rows[row][column] = columns[column][row];
            }
        }
        return rows;
    }
}
