package dev.hebb.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Predictions by output name. */
final class Outputs {
    private Outputs() {}

    /** The only one; the others' arrays are closed before the exception. */
    static INDArray single(Map<String, INDArray> predictions, List<String> names) {
        if (predictions.size() != 1) {
            predictions.values().forEach(INDArray::close);
            throw new IllegalArgumentException("expected a model with one output but it has " + names
                    + "; use predict(Dataset.of(x)), which names them");
        }
        return predictions.values().iterator().next();
    }

    /** A copy of predictions {@code [rows, ..]}, each row flat. */
    static double[][] rows(INDArray predictions) {
        int rows = Math.toIntExact(predictions.size(0));
        double[] all = predictions.ravel().toDoubleVector();
        double[][] copy = new double[rows][];
        int width = all.length / rows;
        for (int row = 0; row < rows; row++) {
            copy[row] = Arrays.copyOfRange(all, row * width, (row + 1) * width);
        }
        return copy;
    }

    /** An array of these rows, of the type and shape of {@code like}. */
    static INDArray ofRows(double[][] rows, INDArray like) {
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        try (INDArray wide = Nd4j.create(all, like.shape(), 'c')) {
            return like.dataType() == DataType.DOUBLE ? wide.dup('c') : wide.castTo(like.dataType());
        }
    }
}
