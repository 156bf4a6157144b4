package dev.hebb.data;

import dev.hebb.backend.RowTable;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows to learn from or to score: named columns of equal length, each row of a column a tensor. Immutable and safe for several threads.
 *
 * <p>Made by {@link #of} and the other factories of {@link Datasets}, which copy the caller's arrays.
 */
public interface Dataset {
    /** 1 or more. */
    int rows();

    /** The input columns, in the order of the model's inputs. */
    List<Column> inputs();

    /** The target columns, in the order of the model's outputs; empty for data to predict. */
    List<Column> targets();

    /** One weight per row, or empty for 1 each. */
    Optional<Column> weights();

    /**
     * Some rows, in this order, without copying the rest. A row may come more than once.
     *
     * @throws DataException for no rows and numbers out of range
     */
    Dataset rows(int[] indices);

    /**
     * Tells that rows {@code indices[from .. from+count-1]} are gathered soon, so that a dataset that reads them from somewhere can begin. A hint: it changes
     * no number, and most datasets do nothing.
     */
    default void willRead(int[] indices, int from, int count) {}

    /** @see Datasets#of(INDArray) */
    static Dataset of(INDArray x) {
        return Datasets.of(x);
    }

    /** @see Datasets#of(INDArray, INDArray) */
    static Dataset of(INDArray x, INDArray y) {
        return Datasets.of(x, y);
    }

    /** @see Datasets#of(Map, Map) */
    static Dataset of(Map<String, INDArray> inputs, Map<String, INDArray> targets) {
        return Datasets.of(inputs, targets);
    }

    /** @see Datasets#of(float[][]) */
    static Dataset of(float[][] x) {
        return Datasets.of(x);
    }

    /** @see Datasets#of(float[][], int[]) */
    static Dataset of(float[][] x, int[] classes) {
        return Datasets.of(x, classes);
    }

    /** @see Datasets#of(float[][], float[]) */
    static Dataset of(float[][] x, float[] y) {
        return Datasets.of(x, y);
    }

    /** @see Datasets#of(float[][], float[][]) */
    static Dataset of(float[][] x, float[][] y) {
        return Datasets.of(x, y);
    }

    /** @see Datasets#of(double[][]) */
    static Dataset of(double[][] x) {
        return Datasets.of(x);
    }

    /** @see Datasets#of(double[][], int[]) */
    static Dataset of(double[][] x, int[] classes) {
        return Datasets.of(x, classes);
    }

    /** @see Datasets#of(double[][], double[]) */
    static Dataset of(double[][] x, double[] y) {
        return Datasets.of(x, y);
    }

    /** @see Datasets#of(double[][], double[][]) */
    static Dataset of(double[][] x, double[][] y) {
        return Datasets.of(x, y);
    }

    /**
     * The same rows with one weight each, which are copied; a weight of 0 leaves a row out of losses and scores.
     *
     * @throws DataException for another number of weights than rows, negative and non-finite ones, and zeros only
     */
    default Dataset withWeights(double... weights) {
        return new ColumnDataset(this, targets(), Optional.of(Weights.of(weights, rows())));
    }

    /**
     * The same rows with whole-number targets as int classes.
     *
     * @throws DataException for a target that is no whole number or out of int's range
     */
    default Dataset withIntTargets() {
        List<Column> converted = targets().stream()
                .map(column -> IntColumn.converted(column, rows()))
                .toList();
        return new ColumnDataset(this, converted, weights());
    }

    /** One column: {@code rows} tensors of one shape. */
    interface Column {
        /** May be empty: then the column goes by its place. */
        String name();

        /** Of one row. */
        Shape rowShape();

        /** Whether it holds integers (classes) rather than real numbers. */
        boolean isInt();

        /** Writes rows {@code indices[from .. from+count-1]} one after another. */
        void gather(int[] indices, int from, int count, float[] into);

        /** Writes rows {@code indices[from .. from+count-1]} one after another. */
        void gather(int[] indices, int from, int count, double[] into);

        /**
         * Writes rows {@code indices[from .. from+count-1]} one after another.
         *
         * @throws DataException for a column that is not int
         */
        void gather(int[] indices, int from, int count, int[] into);

        /** The column of which this one is some rows; else this one. */
        default Column origin() {
            return this;
        }

        /** Writes to {@code into}, which may be {@code indices}, which rows of {@link #origin()} rows {@code indices[from .. from+count-1]} are. */
        default void originRows(int[] indices, int from, int count, int[] into) {
            if (indices != into || from != 0) {
                System.arraycopy(indices, from, into, 0, count);
            }
        }

        /** Where its rows lie in memory, for a backend that copies them itself; empty where they are read or converted, and for some rows of another column. */
        default Optional<RowTable> table() {
            return Optional.empty();
        }
    }
}
