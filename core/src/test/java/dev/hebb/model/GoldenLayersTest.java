package dev.hebb.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.autodiff.Gradients;
import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Network;
import dev.hebb.nn.Trace;
import dev.hebb.optim.Sgd;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers with given weights on given inputs, forward and backward, as PyTorch computes them. */
class GoldenLayersTest {
    private static final String FILE = "layers.json";

    @TestFactory
    Stream<DynamicTest> layersInFloat64() {
        return tests(Precision.FLOAT64, 1e-9);
    }

    @TestFactory
    Stream<DynamicTest> layersInFloat32() {
        return tests(Precision.FLOAT32, 1e-5);
    }

    private static Stream<DynamicTest> tests(Precision precision, double tolerance) {
        return Golden.tests(
                FILE,
                Golden.read(FILE).get("cases"),
                one -> find(one).map(layer -> () -> check(one, layer, precision, tolerance)));
    }

    /**
     * A layer as the file has it.
     *
     * @param names of the parameters in the file, by those of the engine
     * @param areTransposed the parameters that the file holds as [out, in]
     */
    private record Case(Layer layer, Map<String, String> names, List<String> areTransposed) {}

    private static Optional<Case> find(JsonNode one) {
        if (one.get("name").asText().equals("dense")) {
            int units = Math.toIntExact(Golden.tensor(one.get("y")).shape().dim(-1));
            Map<String, String> names = new LinkedHashMap<>();
            names.put("kernel", "weight");
            names.put("bias", "bias");
            return Optional.of(new Case(Dense.of(units), names, List.of("kernel")));
        }
        return Optional.empty();
    }

    private static double[] parameter(JsonNode all, Case one, String name) {
        Golden.Tensor tensor = Golden.tensor(all.get(one.names().get(name)));
        return one.areTransposed().contains(name) ? transposed(tensor) : tensor.data();
    }

    private static double[] transposed(Golden.Tensor tensor) {
        int rows = Math.toIntExact(tensor.shape().dim(0));
        int columns = Math.toIntExact(tensor.shape().dim(1));
        double[] result = new double[rows * columns];
        Arrays.setAll(result, i -> tensor.data()[i % rows * columns + i / rows]);
        return result;
    }

    private static double[][] rows(Golden.Tensor tensor) {
        int width = Math.toIntExact(tensor.shape().size() / tensor.shape().dim(0));
        double[][] rows = new double[Math.toIntExact(tensor.shape().dim(0))][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(tensor.data(), row * width, (row + 1) * width));
        return rows;
    }

    private static void check(JsonNode json, Case one, Precision precision, double tolerance) {
        Golden.Tensor x = Golden.tensor(json.get("x"));
        Golden.Tensor up = Golden.tensor(json.get("up"));
        double count = x.shape().dim(0);
        try (Model model = Sequential.input(x.shape().without(0).dims())
                .add(one.layer().named("layer"))
                .precision(precision)) {
            // the engine averages over the rows, the file sums
            model.compile(
                    Sgd.of(1),
                    Loss.of("sum_of_products", (y, t) -> y.times(t).sum(-1).times(count)));
            one.names()
                    .keySet()
                    .forEach(name -> model.layer("layer").set(name, parameter(json.get("parameters"), one, name)));
            double[] y = GoldenLecturesTest.take(model.predict(Dataset.of(rows(x))))
                    .values()
                    .iterator()
                    .next();
            Golden.assertClose("y", Golden.tensor(json.get("y")).data(), y, tolerance);
            Map<String, double[]> gradients = GoldenLecturesTest.take(model.gradients(Dataset.of(rows(x), rows(up))));
            one.names()
                    .keySet()
                    .forEach(name -> Golden.assertClose(
                            "d " + name,
                            parameter(json.get("dparameters"), one, name),
                            gradients.getOrDefault("layer/" + name, new double[0]),
                            tolerance));
            Golden.assertClose("dx", Golden.tensor(json.get("dx")).data(), inputGradient(model, x, up), tolerance);
        }
    }

    /** What the model gives no access to: the gradient by its input, from the graph. */
    private static double[] inputGradient(Model model, Golden.Tensor x, Golden.Tensor up) {
        Network network = model.network();
        Trace trace = network.trace(x.shape().dim(0), true);
        Value input = trace.inputs().get("input");
        Value upstream =
                Value.input("up", TensorType.ofFloat(Shape.of(up.shape().dims())));
        Value loss = trace.outputs().get("layer").times(upstream).sum();
        try (Session session = new Session(Backends.open(), model.precision())) {
            network.parameters().forEach(parameter -> {
                double[] values = model.learner().parameterValues(parameter.path());
                session.state(Network.PARAMETERS, network.arenaElements())
                        .write(parameter.offset(), values, 0, values.length);
            });
            BoundPlan plan = session.bind(session.compile(List.of(
                    Graph.of(Map.of("dx", Gradients.of(loss, List.of(input)).get(0))))));
            write(plan, "input", x);
            write(plan, "up", up);
            plan.run();
            return GoldenLecturesTest.take(plan.read("dx"));
        }
    }

    private static void write(BoundPlan plan, String name, Golden.Tensor values) {
        if (plan.hasInput(name)) {
            plan.write(name, 0, values.data(), 0, values.data().length);
        }
    }
}
