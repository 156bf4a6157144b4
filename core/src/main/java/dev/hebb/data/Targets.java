package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model predicts, as it stands in a table: one column of classes, or one column or more of numbers. Fitted on training rows and saved with the model.
 *
 * @param names the columns; empty where the data is no table
 * @param classes the names of the classes, in the order of the outputs; empty for numbers
 * @param labels what texts of the column are to be read as other ones, such as {@code sun} as {@code Clear}; others stand for themselves
 * @param scaler what numbers are divided by for training, which predictions are multiplied by again; empty for none
 */
public record Targets(List<String> names, List<String> classes, Map<String, String> labels, Optional<Scaler> scaler) {
    /** Nothing is known of what is predicted. */
    public static final Targets NONE = new Targets(List.of(), List.of(), Map.of(), Optional.empty());

    private static final int NAMES_IN_MESSAGES = 12;

    /** @throws DataException for several columns of classes, and a scaler for them */
    public Targets {
        names = List.copyOf(names);
        classes = List.copyOf(classes);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        if (!classes.isEmpty() && (names.size() > 1 || scaler.isPresent())) {
            throw new DataException("expected one column of classes without a scaler but got the columns " + names
                    + (scaler.isPresent() ? " with a scaler" : ""));
        }
    }

    /** The classes that the training rows have, in the order of numbers where all are numbers, else of the alphabet. */
    public static Targets classes(Table train, String column) {
        return classes(train, column, Map.of());
    }

    /**
     * The classes that the training rows have once their texts are read by {@code labels}.
     *
     * @throws DataException for a row without a class, and a single class
     */
    public static Targets classes(Table train, String column, Map<String, String> labels) {
        String[] texts = renamed(train, column, labels);
        List<String> classes = LabelEncoder.fit(texts).classes();
        if (classes.size() < 2) {
            throw new DataException("expected two classes or more but got only '" + classes.get(0) + "' in all "
                    + train.rows() + " rows of column '" + column
                    + "'; there is nothing to learn, so take another target or more rows");
        }
        return new Targets(List.of(column), classes, labels, Optional.empty());
    }

    /**
     * Numbers, scaled for training.
     *
     * @throws DataException for a row without a number, and a column that is constant
     */
    public static Targets numbers(Table train, List<String> columns, Scaling scaling) {
        double[][] numbers = new double[columns.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = numbers(train, columns.get(i));
            if (ColumnStatistics.isConstant(numbers[i])) {
                throw new DataException("expected different numbers but got " + NumberText.format(numbers[i][0])
                        + " in all " + train.rows() + " rows of column '" + columns.get(i)
                        + "'; there is nothing to learn, so take another target");
            }
        }
        return new Targets(
                columns,
                List.of(),
                Map.of(),
                scaling == Scaling.NONE ? Optional.empty() : Optional.of(scaling.fit(numbers)));
    }

    public boolean areClasses() {
        return !classes.isEmpty();
    }

    /** The numbers that a model gives per row: one per class, or per column. */
    public int outputs() {
        return areClasses() ? classes.size() : names.size();
    }

    private static String[] renamed(Table table, String column, Map<String, String> labels) {
        String[] texts = table.text(column);
        for (int row = 0; row < texts.length; row++) {
            if (texts[row].equals(Table.MISSING)) {
                throw new DataException("expected a class but column '" + column + "' has none in " + table.where(row)
                        + "; take the row out, or drop rows without one (missing_target: drop in a spec)");
            }
            texts[row] = labels.getOrDefault(texts[row], texts[row]);
        }
        return texts;
    }

    private static double[] numbers(Table table, String column) {
        double[] numbers;
        try {
            numbers = table.numeric(column);
        } catch (DataException e) {
            throw new DataException(e.getMessage() + "; for classes, take task: classification", e);
        }
        for (int row = 0; row < numbers.length; row++) {
            if (Double.isNaN(numbers[row])) {
                throw new DataException("expected a number but column '" + column + "' has none in " + table.where(row)
                        + "; take the row out, or drop rows without one (missing_target: drop in a spec)");
            }
        }
        return numbers;
    }

    /**
     * The number of the class of each row.
     *
     * @throws DataException for a row without a class or with one that the training rows did not have
     */
    public int[] classNumbers(Table table) {
        String column = names.get(0);
        String[] texts = renamed(table, column, labels);
        for (int row = 0; row < texts.length; row++) {
            if (!classes.contains(texts[row])) {
                List<String> shown = classes.subList(0, Math.min(NAMES_IN_MESSAGES, classes.size()));
                throw new DataException("expected one of the classes of the training rows ["
                        + String.join(", ", shown)
                        + (shown.size() < classes.size() ? ", .. (" + classes.size() + " in all)" : "") + "] but got '"
                        + texts[row] + "' in column '" + column + "', " + table.where(row)
                        + "; take the row out, or train on rows of that class, too (a stratified split sees to it)");
            }
        }
        return new LabelEncoder(classes).encode(texts);
    }

    /**
     * The numbers of each row, in their own units: {@code [rows][columns]}.
     *
     * @throws DataException for a row without a number
     */
    public double[][] numbers(Table table) {
        double[][] rows = new double[table.rows()][names.size()];
        for (int i = 0; i < names.size(); i++) {
            double[] column = numbers(table, names.get(i));
            for (int row = 0; row < rows.length; row++) {
                rows[row][i] = column[row];
            }
        }
        return rows;
    }

    /** The inputs with the targets of the same rows, as a network takes them. */
    public Dataset dataset(double[][] inputs, Table table) {
        if (areClasses()) {
            return Dataset.of(inputs, classNumbers(table));
        }
        double[][] numbers = numbers(table);
        scaler.ifPresent(fitted -> Arrays.stream(numbers).forEach(fitted::apply));
        return Dataset.of(inputs, numbers);
    }

    /** A row of a model's outputs, in place: numbers go back to their own units. */
    public void restore(double[] outputs) {
        scaler.ifPresent(fitted -> fitted.restore(outputs));
    }

    /** What one unit of a model's output is in the column's own units, by column; 1 where nothing is scaled. */
    public List<Double> units() {
        double[] zeros = new double[outputs()];
        double[] ones = new double[zeros.length];
        Arrays.fill(ones, 1);
        restore(zeros);
        restore(ones);
        List<Double> units = new ArrayList<>();
        for (int i = 0; i < ones.length; i++) {
            units.add(scaler.isPresent() ? ones[i] - zeros[i] : 1);
        }
        return units;
    }
}
