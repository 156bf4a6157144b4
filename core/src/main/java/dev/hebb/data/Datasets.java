package dev.hebb.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Datasets from arrays, which are copied to the Java heap at once: never modified, closed or kept, whatever their order, strides, type and workspace.
 *
 * <p>The first axis of an array counts the rows. Float arrays stay single precision, double arrays double; arrays of an integer type (or of booleans) become
 * int columns, which is what classes must be.
 * <br>Errors: {@link DataException} for no rows, unequal numbers of rows, rows of unequal length and integers past 32 bits. NaN and infinities are refused
 * by the model that is fed with them.
 */
public final class Datasets {
    private Datasets() {}

    /** Rows to predict: {@code [rows, ..]}. */
    public static Dataset of(INDArray x) {
        return of(Map.of("", x), Map.of());
    }

    /**
     * Inputs and targets.
     *
     * @param x {@code [rows, ..]}
     * @param y classes {@code [rows]} or {@code [rows, 1]} of an integer type, or real numbers {@code [rows, ..]}
     */
    public static Dataset of(INDArray x, INDArray y) {
        return of(Map.of("", x), Map.of("", y));
    }

    /**
     * Several inputs and targets, by the names of the model's inputs and outputs; in the map's order, where they are to go by their place.
     *
     * @param inputs each {@code [rows, ..]}
     * @param targets each {@code [rows, ..]}; may be empty
     */
    public static Dataset of(Map<String, INDArray> inputs, Map<String, INDArray> targets) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        inputs.forEach((name, array) -> count("input", name, array, counts));
        targets.forEach((name, array) -> count("target", name, array, counts));
        return checked(counts, columns("input", inputs), columns("target", targets));
    }

    private static void count(String role, String name, INDArray array, Map<String, Integer> counts) {
        String what = Naming.describe(role, name);
        counts.put(what, HeapCopy.rows(what, array));
    }

    private static List<Dataset.Column> columns(String role, Map<String, INDArray> arrays) {
        List<Dataset.Column> columns = new ArrayList<>();
        arrays.forEach((name, array) -> columns.add(HeapCopy.of(role, name, array)));
        return columns;
    }

    /** Rows to predict. */
    public static Dataset of(float[][] x) {
        return checked(Map.of("input", x.length), List.of(HeapCopy.of("input", "", x)), List.of());
    }

    /** Inputs and one class per row. */
    public static Dataset of(float[][] x, int[] classes) {
        return checked(x.length, HeapCopy.of("input", "", x), classes.length, HeapCopy.of("", classes));
    }

    /** Inputs and real targets. */
    public static Dataset of(float[][] x, float[][] y) {
        return checked(x.length, HeapCopy.of("input", "", x), y.length, HeapCopy.of("target", "", y));
    }

    /** Inputs and one real target per row. */
    public static Dataset of(float[][] x, float[] y) {
        return checked(x.length, HeapCopy.of("input", "", x), y.length, HeapCopy.of("", y));
    }

    /** Rows to predict. */
    public static Dataset of(double[][] x) {
        return checked(Map.of("input", x.length), List.of(HeapCopy.of("input", "", x)), List.of());
    }

    /** Inputs and one class per row. */
    public static Dataset of(double[][] x, int[] classes) {
        return checked(x.length, HeapCopy.of("input", "", x), classes.length, HeapCopy.of("", classes));
    }

    /** Inputs and real targets. */
    public static Dataset of(double[][] x, double[][] y) {
        return checked(x.length, HeapCopy.of("input", "", x), y.length, HeapCopy.of("target", "", y));
    }

    /** Inputs and one real target per row. */
    public static Dataset of(double[][] x, double[] y) {
        return checked(x.length, HeapCopy.of("input", "", x), y.length, HeapCopy.of("", y));
    }

    private static Dataset checked(int rows, Dataset.Column x, int targetRows, Dataset.Column y) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("input", rows);
        counts.put("target", targetRows);
        return checked(counts, List.of(x), List.of(y));
    }

    private static Dataset checked(
            Map<String, Integer> rows, List<Dataset.Column> inputs, List<Dataset.Column> targets) {
        if (inputs.isEmpty()) {
            throw new DataException("expected one input or more but got none");
        }
        if (rows.containsValue(0)) {
            throw new DataException("expected one row or more but got " + rows);
        }
        if (rows.values().stream().distinct().count() != 1) {
            throw new DataException("expected as many rows in every column but got " + rows);
        }
        return new ColumnDataset(rows.values().iterator().next(), inputs, targets, Optional.empty());
    }
}
