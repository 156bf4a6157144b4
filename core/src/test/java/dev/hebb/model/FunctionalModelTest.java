package dev.hebb.model;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static dev.hebb.nn.Losses.meanSquaredError;
import static dev.hebb.nn.Losses.sparseCategoricalCrossEntropy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.Golden;
import dev.hebb.data.Dataset;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Add;
import dev.hebb.nn.Concatenate;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.Penalty;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.shape.ShapeException;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FunctionalModelTest {
    private static final int ROWS = 11;
    private static final double SIZE_WEIGHT = 0.5;
    private static final OutputLosses LOSSES =
            Loss.on("kind", sparseCategoricalCrossEntropy()).and("size", meanSquaredError(), SIZE_WEIGHT);
    private static final Map<String, List<Metric>> ACCURACY = Map.of("kind", List.of(Metrics.accuracy()));

    private final double[][] a = random(3, 1);
    private final double[][] b = random(2, 2);
    private final double[][] size = random(1, 3);
    private final int[] kind = new Random(4).ints(ROWS, 0, 3).toArray();
    private final Model model = twoHeaded().precision(Precision.FLOAT64).seed(5);

    @AfterEach
    void close() {
        model.close();
    }

    private static double[][] random(int width, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, ROWS)
                .mapToObj(row -> random.doubles(width, -1, 1).toArray())
                .toArray(double[][]::new);
    }

    /** Two inputs, a layer that is used twice, a residual connection, a join and two outputs. */
    static FunctionalModel twoHeaded() {
        Tensor a = Tensor.input("a", 3);
        Tensor b = Tensor.input("b", 2);
        Dense shared = Dense.of(3, tanh());
        Tensor once = shared.apply(a);
        Tensor both = Concatenate.of().apply(Add.of().apply(once, shared.apply(once)), b);
        return Model.inputs(a, b)
                .outputs(
                        Dense.of(3, softmax()).named("kind").apply(both),
                        Dense.of(1).named("size").apply(both));
    }

    private Dataset data() {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("a", Nd4j.createFromArray(a));
        inputs.put("b", Nd4j.createFromArray(b));
        Map<String, INDArray> targets = new LinkedHashMap<>();
        targets.put("kind", Nd4j.createFromArray(kind));
        targets.put("size", Nd4j.createFromArray(size));
        return Dataset.of(inputs, targets);
    }

    /** The same numbers, but every column in another place. */
    private Dataset turned() {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("b", Nd4j.createFromArray(b));
        inputs.put("a", Nd4j.createFromArray(a));
        Map<String, INDArray> targets = new LinkedHashMap<>();
        targets.put("size", Nd4j.createFromArray(size));
        targets.put("kind", Nd4j.createFromArray(kind));
        return Dataset.of(inputs, targets);
    }

    /** {@code x kernel + bias} of one row. */
    private static double[] dense(Map<String, double[]> weights, String layer, double... x) {
        double[] y = weights.get(layer + "/bias").clone();
        double[] kernel = weights.get(layer + "/kernel");
        for (int out = 0; out < y.length; out++) {
            for (int in = 0; in < x.length; in++) {
                y[out] += x[in] * kernel[in * y.length + out];
            }
        }
        return y;
    }

    private static double[] each(double[] x, DoubleUnaryOperator function) {
        return Arrays.stream(x).map(function).toArray();
    }

    /** Kind and size of one row, by hand. */
    private double[][] byHand(Map<String, double[]> weights, int row) {
        double[] once = each(dense(weights, "dense_1", a[row]), Math::tanh);
        double[] twice = each(dense(weights, "dense_1", once), Math::tanh);
        double[] both = new double[5];
        Arrays.setAll(both, i -> i < 3 ? once[i] + twice[i] : b[row][i - 3]);
        double[] exponentials = each(dense(weights, "kind", both), Math::exp);
        double sum = Arrays.stream(exponentials).sum();
        return new double[][] {each(exponentials, e -> e / sum), dense(weights, "size", both)};
    }

    @Test
    void predictionsAreNamedAndAreWhatTheConnectionsSay() {
        Map<String, double[]> weights = GoldenLecturesTest.take(model.weights());
        Map<String, INDArray> predicted = model.predict(data());
        assertEquals(List.of("kind", "size"), List.copyOf(predicted.keySet()));
        assertArrayEquals(new long[] {ROWS, 3}, predicted.get("kind").shape());
        assertArrayEquals(new long[] {ROWS, 1}, predicted.get("size").shape());
        Map<String, double[]> got = GoldenLecturesTest.take(predicted);
        for (int row = 0; row < ROWS; row++) {
            double[][] want = byHand(weights, row);
            assertArrayEquals(want[0], Arrays.copyOfRange(got.get("kind"), 3 * row, 3 * row + 3), 1e-12);
            assertArrayEquals(want[1], Arrays.copyOfRange(got.get("size"), row, row + 1), 1e-12);
        }
    }

    @Test
    void aSharedLayerHasOneSetOfParameters() {
        assertEquals(
                List.of("dense_1", "add_1", "concatenate_1", "kind", "size"),
                model.network().layers().stream().map(layer -> layer.name()).toList());
        assertEquals(3 * 3 + 3 + 5 * 3 + 3 + 5 + 1, model.parameterCount());
        assertEquals(
                Set.of("dense_1/kernel", "dense_1/bias", "kind/kernel", "kind/bias", "size/kernel", "size/bias"),
                GoldenLecturesTest.take(model.weights()).keySet());
    }

    @Test
    void theLossIsTheWeightedSumOfTheOutputsLosses() {
        model.compile(Sgd.of(0.1), LOSSES, ACCURACY);
        Map<String, double[]> predicted = GoldenLecturesTest.take(model.predict(data()));
        double kindLoss = 0;
        double sizeLoss = 0;
        double right = 0;
        for (int row = 0; row < ROWS; row++) {
            double[] p = Arrays.copyOfRange(predicted.get("kind"), 3 * row, 3 * row + 3);
            kindLoss -= Math.log(p[kind[row]]) / ROWS;
            sizeLoss += Math.pow(predicted.get("size")[row] - size[row][0], 2) / ROWS;
            right += Arrays.stream(p).max().orElseThrow() == p[kind[row]] ? 1 : 0;
        }
        Figures figures = model.evaluate(data());
        assertEquals(
                List.of("loss", "kind_loss", "size_loss", "kind_accuracy"),
                List.copyOf(figures.values().keySet()));
        assertEquals(kindLoss, figures.get("kind_loss"), 1e-12);
        assertEquals(sizeLoss, figures.get("size_loss"), 1e-12);
        assertEquals(kindLoss + SIZE_WEIGHT * sizeLoss, figures.get("loss"), 1e-12);
        assertEquals(right / ROWS, figures.get("kind_accuracy"), 1e-12);
        Figures inTraining = model.partialFit(data());
        figures.values()
                .forEach(
                        (name, value) -> assertEquals(value, inTraining.get(name), 1e-12, name + " before the update"));
    }

    @Test
    void aFitLowersBothLossesAndNamesTheirValidation() {
        model.compile(Adam.of(0.05), LOSSES, ACCURACY);
        Figures before = model.evaluate(data());
        History history = model.fit(data(), Fit.epochs(5).batchSize(6).validationData(data()));
        assertEquals(
                Set.of(
                        "loss",
                        "kind_loss",
                        "size_loss",
                        "kind_accuracy",
                        "val_loss",
                        "val_kind_loss",
                        "val_size_loss",
                        "val_kind_accuracy"),
                history.names());
        assertTrue(history.last().get("val_kind_loss") < before.get("kind_loss"), () -> before + " " + history.last());
        assertTrue(history.last().get("val_size_loss") < before.get("size_loss"), () -> before + " " + history.last());
        assertEquals(model.evaluate(data()).get("loss"), history.last().get("val_loss"), 1e-12);
    }

    @Test
    void columnsGoByTheirNamesAndNotByTheirPlaces() {
        model.compile(Sgd.of(0.1), LOSSES, ACCURACY);
        assertEquals(model.evaluate(data()), model.evaluate(turned()));
        assertArrayEquals(
                GoldenLecturesTest.take(model.predict(data())).get("size"),
                GoldenLecturesTest.take(model.predict(turned())).get("size"));
    }

    @Test
    void columnsOfWhichOnlySomeAreKnownAreRefused() {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("b", Nd4j.createFromArray(a));
        inputs.put("c", Nd4j.createFromArray(b));
        refused(
                DataMismatchException.class,
                "expected the inputs [a, b] but got columns called [b, c]; name all of them so, or none",
                () -> model.predict(Dataset.of(inputs, Map.of())));
    }

    private void checkGradients(Model checked, Dataset rows) {
        Map<String, double[]> gradients = GoldenLecturesTest.take(checked.gradients(rows));
        Map<String, double[]> weights = GoldenLecturesTest.take(checked.weights());
        assertEquals(weights.keySet(), gradients.keySet());
        double h = 1e-5;
        weights.forEach((path, values) -> {
            LayerHandle layer = checked.layer(path.substring(0, path.indexOf('/')));
            String parameter = path.substring(path.indexOf('/') + 1);
            double[] differences = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                double[] moved = values.clone();
                moved[i] = values[i] + h;
                double above = lossWith(checked, layer, parameter, moved, rows);
                moved[i] = values[i] - h;
                double below = lossWith(checked, layer, parameter, moved, rows);
                differences[i] = (above - below) / (2 * h);
            }
            layer.set(parameter, values);
            assertTrue(Arrays.stream(differences).anyMatch(d -> Math.abs(d) > 1e-4), () -> path + " does nothing");
            Golden.assertClose(path, differences, gradients.get(path), 1e-7);
        });
    }

    private static double lossWith(Model checked, LayerHandle layer, String parameter, double[] values, Dataset rows) {
        layer.set(parameter, values);
        return checked.evaluate(rows).get("loss");
    }

    @Test
    void gradientsOfTheWholeModelAgreeWithCentralDifferences() {
        model.compile(Sgd.of(0.1), LOSSES);
        checkGradients(model, data());
    }

    @Test
    void gradientsOfPenaltiesAreThoseOfTheLoss() {
        Tensor x = Tensor.input("x", 3);
        Dense shared =
                Dense.of(3, tanh()).withPenalty(Penalty.elasticNet(0.03, 0.05)).withBiasPenalty(Penalty.ridgeMean(0.4));
        Dense last = Dense.of(1).withPenalty(Penalty.elasticNetMean(0.5, 0.3)).withBiasPenalty(Penalty.l1(0.1));
        try (Model penalized = Model.inputs(x)
                .outputs(last.apply(shared.apply(shared.apply(x))))
                .precision(Precision.FLOAT64)) {
            penalized.compile(Sgd.of(0.1), meanSquaredError());
            penalized.layer("dense_1").set("bias", 0.3, -0.2, 0.1);
            penalized.layer("dense_2").set("bias", 0.7);
            checkGradients(penalized, Dataset.of(a, size));
        }
    }

    /** The softmax is an output with a loss of its own and the input of another: its stable form may serve the one only. */
    @Test
    void anOutputMayFeedAnother() {
        Tensor x = Tensor.input("x", 3);
        Tensor probabilities = Dense.of(3, softmax()).named("kind").apply(x);
        try (Model stacked = Model.inputs(x)
                .outputs(probabilities, Dense.of(1, tanh()).named("size").apply(probabilities))
                .precision(Precision.FLOAT64)) {
            stacked.compile(Sgd.of(0.1), LOSSES);
            Map<String, INDArray> targets = new LinkedHashMap<>();
            targets.put("kind", Nd4j.createFromArray(kind));
            targets.put("size", Nd4j.createFromArray(size));
            checkGradients(stacked, Dataset.of(Map.of("x", Nd4j.createFromArray(a)), targets));
        }
    }

    @Test
    void anOutputWithoutALossIsNotTrained() {
        model.compile(Sgd.of(0.5), Loss.on("kind", sparseCategoricalCrossEntropy()), ACCURACY);
        Map<String, double[]> before = GoldenLecturesTest.take(model.weights());
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("a", Nd4j.createFromArray(a));
        inputs.put("b", Nd4j.createFromArray(b));
        Dataset kinds = Dataset.of(inputs, Map.of("kind", Nd4j.createFromArray(kind)));
        assertEquals(
                Set.of("loss", "accuracy"), model.partialFit(kinds).values().keySet());
        Map<String, double[]> after = GoldenLecturesTest.take(model.weights());
        assertArrayEquals(before.get("size/kernel"), after.get("size/kernel"));
        assertTrue(!Arrays.equals(before.get("kind/kernel"), after.get("kind/kernel")));
        assertTrue(!Arrays.equals(before.get("dense_1/kernel"), after.get("dense_1/kernel")));
    }

    private static void refused(Class<? extends Exception> type, String message, Executable body) {
        assertEquals(message, assertThrows(type, body).getMessage());
    }

    @Test
    void oneLossForSeveralOutputsIsRefused() {
        refused(
                IllegalArgumentException.class,
                "expected one loss for each of the outputs [kind, size] but got one loss; use Loss.on(output, loss).and(..)",
                () -> model.compile(Sgd.of(0.1), meanSquaredError()));
    }

    @Test
    void lossesAndMetricsOfUnknownOutputsAreRefused() {
        refused(
                IllegalArgumentException.class,
                "expected losses on the outputs [kind, size] but got one on 'weight'",
                () -> model.compile(Sgd.of(0.1), Loss.on("weight", meanSquaredError())));
        refused(
                IllegalArgumentException.class,
                "expected metrics on the outputs with a loss [size] but got some on 'kind'",
                () -> model.compile(Sgd.of(0.1), Loss.on("size", meanSquaredError()), ACCURACY));
        refused(
                IllegalArgumentException.class,
                "expected probabilities but got the result of add at output size for loss binary_crossentropy; end with softmax or sigmoid, or take the loss from logits",
                () -> model.compile(Sgd.of(0.1), Loss.on("size", Losses.binaryCrossEntropy())));
    }

    @Test
    void oneArrayForSeveralInputsOrOutputsIsRefused() {
        try (INDArray x = Nd4j.createFromArray(a)) {
            refused(
                    DataMismatchException.class,
                    "expected 2 inputs [a, b] but got 1 columns of input data",
                    () -> model.predict(x));
        }
        Tensor in = Tensor.input("x", 3);
        try (Model two = Model.inputs(in)
                        .outputs(
                                Dense.of(1).named("p").apply(in),
                                Dense.of(1).named("q").apply(in));
                INDArray x = Nd4j.createFromArray(a)) {
            refused(
                    IllegalArgumentException.class,
                    "expected a model with one output but it has [p, q]; use predict(Dataset.of(x)), which names them",
                    () -> two.predict(x));
        }
    }

    @Test
    void rowsOfAnotherShapeAreRefusedWithTheInputsName() {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("a", Nd4j.createFromArray(b));
        inputs.put("b", Nd4j.createFromArray(b));
        refused(
                DataMismatchException.class,
                "expected [batch, 3] but got [batch, 2] for input a; reshape the data, or build the model for its shape",
                () -> model.predict(Dataset.of(inputs, Map.of())));
    }

    @Test
    void aModelWithoutOutputsIsRefused() {
        try (Model none = Model.inputs(Tensor.input("x", 3))) {
            refused(
                    IllegalStateException.class,
                    "expected at least one output but got none; call outputs(..)",
                    none::network);
        }
    }

    @Test
    void inputsThatAreMissingOrLeadNowhereAreRefused() {
        Tensor x = Tensor.input("x", 3);
        Tensor y = Tensor.input("y", 3);
        try (Model missing = Model.inputs(x).outputs(x.plus(y));
                Model idle = Model.inputs(x, y).outputs(x.map(identity()))) {
            refused(
                    IllegalArgumentException.class,
                    "expected only the inputs [x] but an output depends on input 'y' too; list it among the inputs",
                    missing::network);
            refused(
                    IllegalArgumentException.class,
                    "expected every input to reach an output but input 'y' reaches none; leave it out or put a layer behind it",
                    idle::network);
        }
    }

    @Test
    void outputsCannotChangeOnceTheModelIsUsed() {
        FunctionalModel used = twoHeaded();
        try (used) {
            assertEquals(2, used.network().outputNames().size());
            refused(
                    IllegalStateException.class,
                    "expected to set the outputs before the model is first used but its memory is already laid out",
                    () -> used.outputs(Tensor.input("x", 3)));
        }
    }

    @Test
    void misfitsNameTheLayerAndBothShapes() {
        Tensor a3 = Tensor.input("a", 3);
        Tensor b2 = Tensor.input("b", 2);
        try (Model bad = Model.inputs(a3, b2).outputs(Dense.of(1).apply(a3.plus(b2)))) {
            String message = assertThrows(ShapeException.class, bad::network).getMessage();
            assertTrue(
                    message.contains("add_1") && message.contains("[batch, 3]") && message.contains("[batch, 2]"),
                    message);
        }
    }
}
