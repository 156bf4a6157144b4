package dev.hebb.model;

import static dev.hebb.nn.Activations.binaryStep;
import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.data.LabelEncoder;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.OneHot;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Sgd;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import dev.hebb.train.Callback;
import dev.hebb.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The worked examples of the lectures, every one of the file, computed by models of the engine. */
class GoldenLecturesTest {
    private static final String FILE = "lectures.json";
    private static final Sgd ANY = Sgd.of(0.1);

    @TestFactory
    Stream<DynamicTest> theEngineGivesTheComputedValuesInFloat64() {
        return new Lectures(Precision.FLOAT64, 1e-9).tests();
    }

    @TestFactory
    Stream<DynamicTest> theEngineGivesTheComputedValuesInFloat32() {
        return new Lectures(Precision.FLOAT32, 1e-5).tests();
    }

    /** The elements of an array in row-major order; closes it. */
    static double[] take(INDArray array) {
        INDArray flat = array.dup('c');
        double[] numbers = flat.data().asDouble();
        flat.close();
        array.close();
        return numbers;
    }

    /** A copy of the gradients as numbers. */
    static Map<String, double[]> take(Map<String, INDArray> arrays) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        arrays.forEach((name, array) -> numbers.put(name, take(array)));
        return numbers;
    }

    /** The checks at one precision; {@code tolerance} is relative to the largest number of each comparison. */
    private record Lectures(Precision precision, double tolerance) {
        private Map<String, Consumer<JsonNode>> checks() {
            Map<String, Consumer<JsonNode>> checks = new LinkedHashMap<>();
            checks.put("mean_squared_error", this::meanSquaredError);
            checks.put("mean_squared_error_2", this::meanSquaredError);
            checks.put("log_loss_binary", this::binaryLogLoss);
            checks.put("log_loss_multiclass", this::logLoss);
            checks.put("single_weight_slope", this::slope);
            checks.put("relu_backprop", this::reluBackpropagation);
            checks.put("best_weights", this::bestWeights);
            checks.put("xor_online_step", this::onlineStep);
            checks.put("simplest_network", this::simplestNetwork);
            checks.put("parameter_counts", this::parameterCounts);
            checks.put("update_counts", this::updateCounts);
            checks.put("regularization", this::regularization);
            checks.put("perceptrons", this::perceptrons);
            checks.put("one_hot", this::oneHot);
            return checks;
        }

        Stream<DynamicTest> tests() {
            JsonNode lectures = Golden.read(FILE);
            Map<String, Consumer<JsonNode>> checks = checks();
            Set<String> topics = new LinkedHashSet<>();
            lectures.fieldNames().forEachRemaining(topics::add);
            topics.remove("about");
            return Stream.concat(
                    Stream.of(dynamicTest(
                            "every topic of the file is checked", () -> assertEquals(topics, checks.keySet()))),
                    checks.entrySet().stream()
                            .filter(check -> topics.contains(check.getKey()))
                            .map(check -> dynamicTest(
                                    check.getKey(), () -> check.getValue().accept(lectures.get(check.getKey())))));
        }

        private void assertClose(String what, JsonNode want, double... got) {
            Golden.assertClose(what, Golden.numbers(want), got, tolerance);
        }

        /** A model whose predictions are its inputs, to evaluate losses on given predictions. */
        private Model given(int width) {
            return Sequential.input(width).add(identity()).precision(precision);
        }

        /** A chain without biases over given weights, [in][out] each. */
        private Model chain(List<Activation> activations, double[][]... kernels) {
            Sequential model = Sequential.input(kernels[0].length);
            for (int i = 0; i < kernels.length; i++) {
                model.add(Dense.of(kernels[i][0].length, activations.get(i)).withoutBias());
            }
            model.precision(precision);
            for (int i = 0; i < kernels.length; i++) {
                model.layer("dense_" + (i + 1)).set("kernel", flat(kernels[i]));
            }
            return model;
        }

        private static double[] flat(double[][] rows) {
            return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        }

        private static double[][] matrix(JsonNode rows) {
            double[][] matrix = new double[rows.size()][];
            Arrays.setAll(matrix, i -> Golden.numbers(rows.get(i)));
            return matrix;
        }

        private static double[][] column(double... values) {
            return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        }

        private static double[][] row(double... values) {
            return new double[][] {values};
        }

        private static Dataset rows(double[][] x) {
            return Dataset.of(x);
        }

        private static double[] predict(Model model, double[][] x) {
            return take(model.predict(rows(x))).values().iterator().next();
        }

        private void meanSquaredError(JsonNode json) {
            double[] prediction = Golden.numbers(json.get("prediction"));
            double[] actual = Golden.numbers(json.has("actual") ? json.get("actual") : json.get("y"));
            try (Model asRow = given(prediction.length);
                    Model asRows = given(1)) {
                Dataset one = Dataset.of(row(prediction), row(actual));
                Dataset many = Dataset.of(column(prediction), column(actual));
                asRow.compile(ANY, Losses.meanSquaredError(), Metrics.meanSquaredError());
                asRows.compile(ANY, Losses.meanSquaredError());
                assertClose(
                        "mean in a row", json.get("mse"), asRow.evaluate(one).get("loss"));
                assertClose("metric", json.get("mse"), asRow.evaluate(one).get("mse"));
                assertClose(
                        "mean over rows", json.get("mse"), asRows.evaluate(many).get("loss"));
                if (json.has("total_squared_error")) {
                    asRow.compile(ANY, Losses.squaredError());
                    assertClose(
                            "total",
                            json.get("total_squared_error"),
                            asRow.evaluate(one).get("loss"));
                }
            }
        }

        private void binaryLogLoss(JsonNode json) {
            try (Model model = given(1)) {
                model.compile(ANY, Losses.binaryCrossEntropy());
                Dataset data = Dataset.of(column(Golden.numbers(json.get("p"))), column(Golden.numbers(json.get("y"))));
                assertClose("loss", json.get("value"), model.evaluate(data).get("loss"));
            }
        }

        private void logLoss(JsonNode json) {
            double[][] prediction = matrix(json.get("prediction"));
            double[][] target = matrix(json.get("target"));
            int[] classes = Arrays.stream(target)
                    .mapToInt(row -> Arrays.stream(row).boxed().toList().indexOf(1.0))
                    .toArray();
            boolean isOneHot = Arrays.stream(classes).allMatch(k -> k >= 0);
            try (Model model = given(prediction[0].length)) {
                model.compile(ANY, Losses.categoricalCrossEntropy());
                assertClose(
                        "one-hot",
                        json.get("value"),
                        model.evaluate(Dataset.of(prediction, target)).get("loss"));
                if (isOneHot) {
                    model.compile(ANY, Losses.sparseCategoricalCrossEntropy());
                    assertClose(
                            "classes",
                            json.get("value"),
                            model.evaluate(Dataset.of(prediction, classes)).get("loss"));
                }
            }
        }

        private void slope(JsonNode json) {
            try (Model model =
                    chain(List.of(identity()), column(json.get("weight").asDouble()))) {
                model.compile(Sgd.of(json.get("learning_rate").asDouble()), Losses.squaredError());
                Dataset data = Dataset.of(
                        column(json.get("input").asDouble()),
                        column(json.get("actual").asDouble()));
                assertClose(
                        "slope", json.get("slope"), take(model.gradients(data)).get("dense_1/kernel"));
                model.partialFit(data);
                assertClose(
                        "weight",
                        json.get("weight_after"),
                        take(model.layer("dense_1").kernel()));
            }
        }

        private void reluBackpropagation(JsonNode json) {
            double[][] hidden = matrix(json.get("hidden_weights_in_out"));
            double[][] output = column(Golden.numbers(json.get("output_weights")));
            double[][] x = row(Golden.numbers(json.get("input")));
            try (Model model = chain(List.of(relu(), identity()), hidden, output)) {
                model.compile(ANY, Losses.squaredError());
                assertClose("prediction", json.get("prediction"), predict(model, x));
                Map<String, double[]> gradients = take(
                        model.gradients(Dataset.of(x, column(json.get("actual").asDouble()))));
                assertEquals(Set.of("dense_1/kernel", "dense_2/kernel"), gradients.keySet());
                assertClose("output weights", json.get("d_output_weights"), gradients.get("dense_2/kernel"));
                assertClose("hidden weights", json.get("d_hidden_weights_in_out"), gradients.get("dense_1/kernel"));
            }
        }

        private void bestWeights(JsonNode json) {
            double[][] x = row(Golden.numbers(json.get("hidden")));
            double[][] weights = matrix(json.get("output_weights"));
            double[] errors = new double[weights.length];
            for (int i = 0; i < weights.length; i++) {
                try (Model model = chain(List.of(identity()), column(weights[i]))) {
                    errors[i] = predict(model, x)[0] - json.get("target").asDouble();
                }
            }
            assertClose("errors", json.get("errors"), errors);
        }

        private void onlineStep(JsonNode json) {
            double[][] x = row(Golden.numbers(json.get("input")));
            double[][] output = column(Golden.numbers(json.get("W2")));
            try (Model model = chain(List.of(sigmoid(), sigmoid()), matrix(json.get("W1_in_out")), output)) {
                model.compile(Sgd.of(json.get("learning_rate").asDouble()), Losses.halfSquaredError());
                try (INDArray input = Nd4j.createFromArray(x)) {
                    assertClose("hidden", json.get("hidden"), take(model.output("dense_1", input)));
                    assertClose("output", json.get("output"), take(model.predict(input)));
                }
                model.partialFit(Dataset.of(x, column(json.get("target").asDouble())));
                assertClose(
                        "W1", json.get("W1_after"), take(model.layer("dense_1").kernel()));
                assertClose(
                        "W2", json.get("W2_after"), take(model.layer("dense_2").kernel()));
                assertClose("output afterwards", json.get("output_after"), predict(model, x));
            }
        }

        /** Every number of every step; those of one kind are compared together, relative to the largest of them. */
        private void simplestNetwork(JsonNode json) {
            Map<String, List<Double>> want = new LinkedHashMap<>();
            Map<String, List<Double>> got = new LinkedHashMap<>();
            double[][] x = column(json.get("x").asDouble());
            Dataset data = Dataset.of(x, column(json.get("y").asDouble()));
            try (Model model = Sequential.input(1).add(Dense.of(1)).precision(precision)) {
                model.compile(Sgd.of(json.get("learning_rate").asDouble()), Losses.halfSquaredError());
                LayerHandle layer = model.layer("dense_1");
                layer.set("kernel", json.get("w").asDouble())
                        .set("bias", json.get("b").asDouble());
                for (JsonNode step : json.get("steps")) {
                    step.properties()
                            .forEach(entry ->
                                    add(want, entry.getKey(), entry.getValue().asDouble()));
                    add(got, "h", predict(model, x)[0]);
                    add(got, "dh", take(model.gradients(data)).get("dense_1/bias")[0]);
                    add(got, "loss", model.partialFit(data).get("loss"));
                    add(got, "w_after", take(layer.kernel())[0]);
                    add(got, "b_after", take(layer.bias())[0]);
                }
            }
            assertEquals(want.keySet(), got.keySet());
            want.forEach(
                    (name, values) -> Golden.assertClose(name, doubles(values), doubles(got.get(name)), tolerance));
        }

        private static void add(Map<String, List<Double>> all, String name, double value) {
            all.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
        }

        private static double[] doubles(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        private void parameterCounts(JsonNode json) {
            for (JsonNode one : json) {
                double[] sizes = Golden.numbers(one.get("layers"));
                Sequential model = Sequential.input((long) sizes[0]);
                for (int i = 1; i < sizes.length; i++) {
                    model.add(Dense.of((int) sizes[i]));
                }
                try (Model counted = model.precision(precision)) {
                    assertEquals(one.get("parameters").asLong(), counted.parameterCount(), one::toString);
                    long inArrays = take(counted.weights()).values().stream()
                            .mapToLong(weights -> weights.length)
                            .sum();
                    assertEquals(one.get("parameters").asLong(), inArrays, one::toString);
                }
            }
        }

        private void updateCounts(JsonNode json) {
            for (JsonNode one : json) {
                double[][] x = new double[one.get("rows").asInt()][1];
                List<Long> steps = new ArrayList<>();
                try (Model model = Sequential.input(1).add(Dense.of(1)).precision(precision)) {
                    model.compile(ANY, Losses.meanSquaredError());
                    Fit fit = Fit.epochs(one.get("epochs").asInt())
                            .batchSize(one.get("batch").asInt());
                    Callback counting = Callback.onBatchEnd((training, step, figures) -> steps.add(step));
                    assertEquals(
                            one.get("updates").asLong(),
                            model.fit(Dataset.of(x, x), fit.callbacks(counting)).steps(),
                            one::toString);
                    assertEquals(one.get("updates").asInt(), steps.size(), one::toString);
                }
            }
        }

        /** The input is 0, so the error is 0 and the loss is the penalty alone. */
        private void regularization(JsonNode json) {
            double[] weights = Golden.numbers(json.get("weights"));
            Map<String, Penalty> penalties = Map.of(
                    "lasso_mean", Penalty.lassoMean(1),
                    "ridge_half_mean", Penalty.ridgeMean(1),
                    "elastic_net", Penalty.elasticNetMean(1, json.get("r").asDouble()));
            penalties.forEach((name, penalty) -> {
                Dataset data = Dataset.of(new double[3][weights.length], new double[3][1]);
                try (Model model = Sequential.input(weights.length)
                        .add(Dense.of(1).withPenalty(penalty))
                        .precision(precision)) {
                    model.compile(ANY, Losses.meanSquaredError());
                    model.layer("dense_1").set("kernel", weights);
                    assertClose(name, json.get(name), model.evaluate(data).get("loss"));
                    assertClose(
                            name + " in training",
                            json.get(name),
                            model.partialFit(data).get("loss"));
                }
            });
        }

        private void perceptrons(JsonNode json) {
            json.properties().forEach(entry -> {
                JsonNode perceptron = entry.getValue();
                if (perceptron.has("hidden")) {
                    List<JsonNode> hidden = new ArrayList<>();
                    perceptron.get("hidden").forEach(hidden::add);
                    checkTruth(entry.getKey(), List.of(hidden, List.of(perceptron.get("output"))));
                } else {
                    checkTruth(entry.getKey(), List.of(List.of(perceptron)));
                    checkSums(perceptron);
                }
            });
        }

        private Model perceptron(Activation activation, List<List<JsonNode>> layers) {
            Sequential model =
                    Sequential.input(layers.get(0).get(0).get("weights").size());
            layers.forEach(units -> model.add(Dense.of(units.size(), activation)));
            model.precision(precision);
            for (int i = 0; i < layers.size(); i++) {
                List<JsonNode> units = layers.get(i);
                int inputs = units.get(0).get("weights").size();
                double[] kernel = new double[inputs * units.size()];
                Arrays.setAll(
                        kernel,
                        at -> units.get(at % units.size())
                                .get("weights")
                                .get(at / units.size())
                                .asDouble());
                double[] biases = units.stream()
                        .mapToDouble(unit -> unit.get("bias").asDouble())
                        .toArray();
                model.layer("dense_" + (i + 1)).set("kernel", kernel).set("bias", biases);
            }
            return model;
        }

        /** The truth table of the function that the perceptron is named after, {@code and_1}, with both answers at a sum of 0, which none of them has. */
        private void checkTruth(String name, List<List<JsonNode>> layers) {
            int inputs = layers.get(0).get(0).get("weights").size();
            double[][] x = new double[1 << inputs][inputs];
            double[] want = new double[x.length];
            for (int bits = 0; bits < x.length; bits++) {
                int number = bits;
                Arrays.setAll(x[bits], i -> number >> i & 1);
                want[bits] = truth(name.split("_")[0], Integer.bitCount(bits), inputs) ? 1 : 0;
            }
            for (int atZero : new int[] {0, 1}) {
                try (Model model = perceptron(binaryStep(atZero), layers)) {
                    assertArrayEquals(want, predict(model, x), name);
                }
            }
        }

        private static boolean truth(String function, int ones, int inputs) {
            return switch (function) {
                case "and" -> ones == inputs;
                case "or" -> ones > 0;
                case "not" -> ones == 0;
                case "xor" -> ones % 2 == 1;
                default -> throw new AssertionError("expected and, or, not or xor but got " + function);
            };
        }

        private void checkSums(JsonNode perceptron) {
            if (!perceptron.has("sums")) {
                return;
            }
            assertTrue(perceptron.get("sums").size() > 0);
            try (Model model = perceptron(identity(), List.of(List.of(perceptron)))) {
                perceptron.get("sums").properties().forEach(sum -> {
                    double[] x =
                            sum.getKey().chars().mapToDouble(bit -> bit - '0').toArray();
                    assertClose(sum.getKey(), sum.getValue(), predict(model, row(x)));
                });
            }
        }

        private void oneHot(JsonNode json) {
            List<String> classes = new ArrayList<>();
            json.get("classes").forEach(name -> classes.add(name.asText()));
            int[] labels = Arrays.stream(Golden.numbers(json.get("labels")))
                    .mapToInt(label -> (int) label)
                    .toArray();
            String[] names = Arrays.stream(labels).mapToObj(classes::get).toArray(String[]::new);
            int[] encoded = new LabelEncoder(classes).encode(names);
            assertArrayEquals(labels, encoded);
            try (Session session = new Session(Backends.open(), precision)) {
                Value input = Value.input("labels", TensorType.ofInt(labels.length));
                BoundPlan plan = session.bind(session.compile(List.of(
                        Graph.of(Map.of("y", Value.of(new OneHot(classes.size()), input))))));
                plan.write("labels", 0, encoded, 0, encoded.length);
                plan.run();
                assertClose("encoded", json.get("encoded"), take(plan.read("y")));
            }
        }
    }
}
