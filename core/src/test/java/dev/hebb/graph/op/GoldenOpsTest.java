package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.Golden.Tensor;
import dev.hebb.autodiff.Gradients;
import dev.hebb.graph.Op;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Activations and losses against PyTorch's numbers, values and gradients, in double precision. */
class GoldenOpsTest {
    private static final double TOLERANCE = 1e-9;
    private static final Pattern WITH_PARAMETER = Pattern.compile("(\\w+)\\(([-+.\\deE]+)\\)");

    private static final Map<String, UnaryOperator<Value>> ACTIVATIONS = Map.of(
            "linear", x -> Value.of(new Identity(), x),
            "relu", x -> Value.of(new Relu(), x),
            "sigmoid", x -> Value.of(new Sigmoid(), x),
            "tanh", x -> Value.of(new Tanh(), x),
            "gelu", x -> Value.of(new Gelu(), x),
            "softplus", x -> Value.of(new Softplus(), x),
            "exponential", x -> Value.of(new Exponential(), x.times(0.25)),
            "softmax", x -> Value.of(new Softmax(-1), x),
            "log_softmax", x -> Value.of(new LogSoftmax(-1), x));

    private static final Map<String, Function<Double, Op>> WITH_ONE_PARAMETER = Map.of("leaky_relu", LeakyRelu::new);

    private static final Map<String, Op> LOSSES = Map.of(
            "mean_squared_error", new MeanSquaredError(),
            "mean_absolute_error", new MeanAbsoluteError(),
            "huber(1)", new Huber(1),
            "binary_cross_entropy", new BinaryCrossEntropy(),
            "binary_cross_entropy_from_logits", new BinaryCrossEntropyFromLogits(),
            "categorical_cross_entropy", new CategoricalCrossEntropy(),
            "categorical_cross_entropy_from_logits", new CategoricalCrossEntropyFromLogits(),
            "categorical_cross_entropy_from_logits_soft_targets", new CategoricalCrossEntropyFromLogits(),
            "sparse_categorical_cross_entropy_from_logits", new SparseCategoricalCrossEntropyFromLogits());

    @TestFactory
    Stream<DynamicTest> activations() {
        JsonNode file = Golden.read("activations.json");
        Tensor x = Golden.tensor(file.get("x"));
        Tensor up = Golden.tensor(file.get("up"));
        return Golden.tests(
                "activations.json",
                file.get("cases"),
                one -> activation(one.get("name").asText())
                        .map(activation -> () -> checkActivation(activation, x, up, one)));
    }

    private static Optional<UnaryOperator<Value>> activation(String name) {
        Matcher parameter = WITH_PARAMETER.matcher(name);
        if (parameter.matches() && WITH_ONE_PARAMETER.containsKey(parameter.group(1))) {
            Op op = WITH_ONE_PARAMETER.get(parameter.group(1)).apply(Double.valueOf(parameter.group(2)));
            return Optional.of(x -> Value.of(op, x));
        }
        return Optional.ofNullable(ACTIVATIONS.get(name));
    }

    private static void checkActivation(UnaryOperator<Value> activation, Tensor x, Tensor up, JsonNode one) {
        Value in = Value.input("x", TensorType.ofFloat(x.shape()));
        Value upstream = Value.input("up", TensorType.ofFloat(up.shape()));
        Value y = activation.apply(in);
        Value dx = Gradients.of(y.times(upstream).sum(), List.of(in)).get(0);
        List<double[]> got =
                new Oracle().feed("x", x.data()).feed("up", up.data()).evaluate(List.of(y, dx));
        Golden.assertClose("y", Golden.tensor(one.get("y")).data(), got.get(0), TOLERANCE);
        Golden.assertClose("dx", Golden.tensor(one.get("dx")).data(), got.get(1), TOLERANCE);
    }

    @TestFactory
    Stream<DynamicTest> losses() {
        JsonNode cases = Golden.read("losses.json").get("cases");
        return Golden.tests(
                "losses.json",
                cases,
                one -> Optional.ofNullable(LOSSES.get(one.get("name").asText()))
                        .map(loss -> (Executable) () -> checkLoss(loss, one)));
    }

    private static void checkLoss(Op loss, JsonNode one) {
        Tensor prediction = Golden.tensor(one.get("prediction"));
        Tensor target = Golden.tensor(one.get("target"));
        boolean labels = target.shape().rank() < prediction.shape().rank();
        Value in = Value.input("prediction", TensorType.ofFloat(prediction.shape()));
        Value wanted =
                Value.input("target", labels ? TensorType.ofInt(target.shape()) : TensorType.ofFloat(target.shape()));
        Value mean = Value.of(loss, in, wanted).mean();
        Value gradient = Gradients.of(mean, List.of(in)).get(0);
        List<double[]> got = new Oracle()
                .feed("prediction", prediction.data())
                .feed("target", target.data())
                .evaluate(List.of(mean, gradient));
        Golden.assertClose("value", new double[] {one.get("value").asDouble()}, got.get(0), TOLERANCE);
        Golden.assertClose("dprediction", Golden.tensor(one.get("dprediction")).data(), got.get(1), TOLERANCE);
    }

    @Test
    void meanSquaredErrorIsThatOfTheLectures() {
        JsonNode first = Golden.read("lectures.json").get("mean_squared_error");
        lecture(new MeanSquaredError(), first.get("prediction"), first.get("actual"), first.get("mse"));
        JsonNode second = Golden.read("lectures.json").get("mean_squared_error_2");
        lecture(new MeanSquaredError(), second.get("prediction"), second.get("y"), second.get("mse"));
    }

    @Test
    void squaredErrorOfOneRowIsTheTotalOfTheLectures() {
        JsonNode example = Golden.read("lectures.json").get("mean_squared_error");
        double[] prediction = Golden.numbers(example.get("prediction"));
        double[] actual = Golden.numbers(example.get("actual"));
        TensorType oneRow = TensorType.ofFloat(1, prediction.length);
        Value total = Value.of(new SquaredError(), Value.input("prediction", oneRow), Value.input("target", oneRow));
        Value half = Value.of(new HalfSquaredError(), total.node().inputs());
        List<double[]> got = new Oracle()
                .feed("prediction", prediction)
                .feed("target", actual)
                .evaluate(List.of(total, half));
        double want = example.get("total_squared_error").asDouble();
        assertEquals(want, got.get(0)[0], TOLERANCE * want);
        assertEquals(want / 2, got.get(1)[0], TOLERANCE * want);
    }

    @Test
    void binaryLogLossIsThatOfTheLectures() {
        JsonNode example = Golden.read("lectures.json").get("log_loss_binary");
        lecture(new BinaryCrossEntropy(), example.get("p"), example.get("y"), example.get("value"));
    }

    @Test
    void multiclassLogLossIsThatOfTheLecturesWithZerosInThePrediction() {
        JsonNode example = Golden.read("lectures.json").get("log_loss_multiclass");
        lecture(new CategoricalCrossEntropy(), example.get("prediction"), example.get("target"), example.get("value"));
    }

    private static void lecture(Op loss, JsonNode prediction, JsonNode target, JsonNode want) {
        Tensor p = Golden.tensor(prediction);
        Value in = Value.input("prediction", TensorType.ofFloat(p.shape()));
        Value mean = Value.of(loss, in, Value.input("target", in.type())).mean();
        Value gradient = Gradients.of(mean, List.of(in)).get(0);
        List<double[]> got = new Oracle()
                .feed("prediction", p.data())
                .feed("target", Golden.numbers(target))
                .evaluate(List.of(mean, gradient));
        Golden.assertClose(loss.name(), new double[] {want.asDouble()}, got.get(0), TOLERANCE);
        for (double d : got.get(1)) {
            assertFalse(Double.isNaN(d) || Double.isInfinite(d), "gradient");
        }
    }
}
