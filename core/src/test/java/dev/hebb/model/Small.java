package dev.hebb.model;

import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;

import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A small problem and models for it: three classes of four features each. */
public final class Small {
    public static final int FEATURES = 4;
    public static final int CLASSES = 3;

    private static final double RATE = 0.1;

    private Small() {}

    /** Rows whose class is the largest of the first three features, most of the time. */
    public static float[][] x(int rows) {
        Random random = new Random(rows);
        float[][] x = new float[rows][FEATURES];
        for (float[] row : x) {
            for (int i = 0; i < FEATURES; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return x;
    }

    public static int[] classes(int rows) {
        float[][] x = x(rows);
        int[] classes = new int[rows];
        for (int row = 0; row < rows; row++) {
            classes[row] = x[row][0] > x[row][1] ? 0 : x[row][1] > x[row][2] ? 1 : 2;
        }
        return classes;
    }

    public static Dataset data(int rows) {
        return Dataset.of(x(rows), classes(rows));
    }

    /** {@code data(rows)}'s rows {@code from .. until-1}. */
    public static Dataset data(int rows, int from, int until) {
        int[] chosen = new int[until - from];
        Arrays.setAll(chosen, i -> from + i);
        return data(rows).rows(chosen);
    }

    /** The inputs as an array of the caller's. */
    public static INDArray array(int rows) {
        return Nd4j.create(x(rows));
    }

    /** 4-5-3, not compiled. */
    public static Sequential bare() {
        return Sequential.input(FEATURES).add(Dense.of(5, tanh()), Dense.of(CLASSES, softmax()));
    }

    /** 4-5-3 with plain gradient descent. */
    public static Model model() {
        return compiled(bare());
    }

    /** The same problem's loss, accuracy, and plain gradient descent. */
    public static Model compiled(Model model) {
        return model.compile(Sgd.of(RATE), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
    }

    /** All parameters, one after another. */
    public static double[] weights(Model model) {
        Map<String, INDArray> weights = model.weights();
        double[] all = weights.values().stream()
                .flatMapToDouble(array -> Arrays.stream(numbers(array)))
                .toArray();
        weights.values().forEach(INDArray::close);
        return all;
    }

    /** The elements in row-major order. */
    public static double[] numbers(INDArray array) {
        try (INDArray straight = array.dup('c')) {
            return straight.data().asDouble();
        }
    }

    /** As {@link #numbers}, of an array that is closed. */
    public static double[] taken(INDArray array) {
        try (array) {
            return numbers(array);
        }
    }
}
