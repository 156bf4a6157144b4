package dev.hebb.benchmarks.cases;

import dev.hebb.autodiff.Gradients;
import dev.hebb.benchmarks.PlainFunction;
import dev.hebb.benchmarks.Workload;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.SparseCategoricalCrossEntropyFromLogits;
import dev.hebb.nn.Activations;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;

/** Operations of a backend as cases. All take the backend by name; empty for the one that is taken unless one is named. */
public final class Cases {
    private static final String OUT = "out";
    private static final String X = "x";
    private static final String DY = "dy";
    private static final int FLOAT = 4;
    private static final double RATE = 1e-6;

    private Cases() {}

    /** {@code count} products of matrices with {@code size} rows and columns. */
    public static Case matrixProduct(Optional<String> backend, int count, int size) {
        long[] shape = {count, size, size};
        int square = size * size;
        float[] a = GraphCase.random(count * square);
        float[] b = GraphCase.random(count * square);
        Value product = Value.input("a", TensorType.ofFloat(shape)).matmul(Value.input("b", TensorType.ofFloat(shape)));
        return new GraphCase(
                "product of " + (count == 1 ? "" : count + " times ") + size + " x " + size,
                backend,
                new GraphCase.Work(2.0 * count * square * size, 3.0 * FLOAT * count * square),
                Graph.of(Map.of(OUT, product)),
                Map.of("a", a, "b", b),
                Map.of(),
                Map.of(OUT, at -> {
                    int start = at / square * square;
                    int row = at % square / size;
                    double sum = 0;
                    for (int k = 0; k < size; k++) {
                        sum += (double) a[start + row * size + k] * b[start + k * size + at % size];
                    }
                    return sum;
                }));
    }

    /** An activation of {@code elements} numbers. */
    public static Case activation(Optional<String> backend, String activation, int elements) {
        float[] x = GraphCase.random(elements);
        Value y = applied(activation, Value.input(X, TensorType.ofFloat(elements)));
        return new GraphCase(
                activation + " of " + elements,
                backend,
                new GraphCase.Work(0, 2.0 * FLOAT * elements),
                Graph.of(Map.of(OUT, y)),
                Map.of(X, x),
                Map.of(),
                Map.of(OUT, at -> PlainFunction.named(activation).of(x[at])));
    }

    /** From argument and the gradient by the result to the gradient by the argument. */
    public static Case activationGradient(Optional<String> backend, String activation, int elements) {
        float[] x = GraphCase.random(elements);
        float[] dy = GraphCase.random(elements);
        TensorType type = TensorType.ofFloat(elements);
        Value argument = Value.input(X, type);
        Value weighed =
                applied(activation, argument).times(Value.input(DY, type)).sum();
        PlainFunction plain = PlainFunction.named(activation);
        return new GraphCase(
                activation + " gradient of " + elements,
                backend,
                new GraphCase.Work(0, 3.0 * FLOAT * elements),
                Graph.of(Map.of(OUT, Gradients.of(weighed, List.of(argument)).get(0))),
                Map.of(X, x, DY, dy),
                Map.of(),
                Map.of(OUT, at -> plain.derivative(x[at], plain.of(x[at])) * dy[at]));
    }

    private static Value applied(String activation, Value x) {
        return Activations.named(activation).orElseThrow().apply(x);
    }

    /** The mean cross-entropy of the softmax of {@code [rows, classes]} logits, and its gradient. */
    public static Case crossEntropy(Optional<String> backend, int rows, int classes) {
        float[] x = GraphCase.random(rows * classes);
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = (3 * row + 1) % classes;
        }
        Value logits = Value.input(X, TensorType.ofFloat(rows, classes));
        Value loss = Value.of(
                        new SparseCategoricalCrossEntropyFromLogits(),
                        logits,
                        Value.input("labels", TensorType.ofInt(rows)))
                .mean();
        return new GraphCase(
                "cross-entropy of " + rows + " x " + classes,
                backend,
                new GraphCase.Work(0, 2.0 * FLOAT * rows * classes),
                Graph.of(Map.of(
                        "loss", loss, OUT, Gradients.of(loss, List.of(logits)).get(0))),
                Map.of(X, x),
                Map.of("labels", labels),
                Map.of(
                        "loss",
                        at -> {
                            double sum = 0;
                            for (int row = 0; row < rows; row++) {
                                sum -= Math.log(probability(x, row, labels[row], classes));
                            }
                            return sum / rows;
                        },
                        OUT,
                        at -> {
                            int row = at / classes;
                            double p = probability(x, row, at % classes, classes);
                            return (p - (at % classes == labels[row] ? 1 : 0)) / rows;
                        }));
    }

    private static double probability(float[] x, int row, int column, int classes) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
            sum += Math.exp(x[row * classes + j]);
        }
        return Math.exp(x[row * classes + column]) / sum;
    }

    /** The sums of the columns of {@code [rows, columns]}, as of a bias's gradient. */
    public static Case columnSum(Optional<String> backend, int rows, int columns) {
        float[] x = GraphCase.random(rows * columns);
        return reduction("column sums", backend, x, rows, columns, 0, at -> {
            double sum = 0;
            for (int row = 0; row < rows; row++) {
                sum += x[row * columns + at];
            }
            return sum;
        });
    }

    /** The sums of the rows of {@code [rows, columns]}. */
    public static Case rowSum(Optional<String> backend, int rows, int columns) {
        float[] x = GraphCase.random(rows * columns);
        return reduction("row sums", backend, x, rows, columns, 1, at -> {
            double sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += x[at * columns + column];
            }
            return sum;
        });
    }

    private static Case reduction(
            String name,
            Optional<String> backend,
            float[] x,
            int rows,
            int columns,
            int axis,
            IntToDoubleFunction expected) {
        return new GraphCase(
                name + " of " + rows + " x " + columns,
                backend,
                new GraphCase.Work(0, FLOAT * (x.length + (axis == 0 ? columns : rows))),
                Graph.of(Map.of(
                        OUT, Value.input(X, TensorType.ofFloat(rows, columns)).sum(axis))),
                Map.of(X, x),
                Map.of(),
                Map.of(OUT, expected));
    }

    /** One update of {@code elements} parameters by {@code sgd}, {@code momentum} or {@code adam}. */
    public static Case update(Optional<String> backend, String rule, int elements) {
        return new OptimizerCase(backend, rule, elements);
    }

    /** Whole training steps, ten per run. */
    public static Case training(Optional<String> backend, Workload workload) {
        return new TrainingCase(backend, workload);
    }

    /** The compilation of a training plan. */
    public static Case compilation(Optional<String> backend, Workload workload) {
        return ModelCase.compilation(backend, workload);
    }

    /** The prediction of a workload's batch. */
    public static Case prediction(Optional<String> backend, Workload workload) {
        return ModelCase.prediction(backend, workload);
    }

    /** Reading a CSV file of numbers. */
    public static Case csv(int rows, int columns) {
        return new CsvCase(rows, columns);
    }

    /** Copying the rows of a batch in shuffled order to the backend's memory. */
    public static Case gather(Optional<String> backend, int rows, int columns, int batch) {
        return new GatherCase(backend, rows, columns, batch);
    }

    /** A network of dense layers with relu, cross-entropy of classes and Adam, by its sizes: {@code "784-128-10"}. */
    public static Workload classifier(String sizes, int batch) {
        return new Workload(
                sizes + " b" + batch,
                Arrays.stream(sizes.split("-", -1)).map(Integer::valueOf).toList(),
                "relu",
                Optional.empty(),
                Workload.LossKind.CE,
                Workload.Rule.ADAM,
                RATE,
                batch,
                TrainingCase.STEPS);
    }
}
