package dev.hebb.model;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static dev.hebb.nn.Activations.tanh;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.data.Dataset;
import dev.hebb.data.Datasets;
import dev.hebb.expr.Expr;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Nesterov;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.RmsProp;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Whole training runs on the digits, step by step as PyTorch does them. */
class GoldenTrainingTest {
    private static final String FILE = "training.json";
    private static final int ROWS = 1700;
    private static final Activation ELU =
            Activation.of("elu", x -> Expr.choose(x.greaterThan(Expr.constant(0)), x, x.expm1()));

    private record Recipe(Activation activation, Optimizer optimizer) {}

    private static final Map<String, Recipe> RECIPES = Map.of(
            "sgd_relu", new Recipe(relu(), Sgd.of(0.1)),
            "adam_tanh", new Recipe(tanh(), Adam.of(0.01)),
            "nesterov_sigmoid_l2", new Recipe(sigmoid(), Nesterov.of(0.05)),
            "rmsprop_elu_elasticnet_clip", new Recipe(ELU, RmsProp.of(0.005).withAlpha(0.9)));

    @TestFactory
    Stream<DynamicTest> runsInFloat64() {
        return Golden.tests(FILE, Golden.read(FILE).get("runs"), run -> check(run, Precision.FLOAT64, 1e-9));
    }

    @TestFactory
    Stream<DynamicTest> runsInFloat32() {
        return Golden.tests(FILE, Golden.read(FILE).get("runs"), run -> check(run, Precision.FLOAT32, 1e-5));
    }

    private static Optional<Executable> check(JsonNode run, Precision precision, double tolerance) {
        return Optional.ofNullable(RECIPES.get(run.get("name").asText()))
                .map(recipe -> () -> train(run, recipe, precision, tolerance));
    }

    private static void train(JsonNode run, Recipe recipe, Precision precision, double tolerance) {
        double[] sizes = Golden.numbers(run.get("sizes"));
        int layers = sizes.length - 1;
        Sequential model = Sequential.input((long) sizes[0]);
        Penalty penalty =
                Penalty.elasticNet(run.get("l1").asDouble(), run.get("l2").asDouble());
        for (int i = 1; i <= layers; i++) {
            model.add(Dense.of((int) sizes[i], i < layers ? recipe.activation() : identity())
                    .withPenalty(penalty));
        }
        try (Model trained = model.precision(precision)) {
            if (run.get("clip_norm").isNumber()) {
                trained.clipping(Clipping.byGlobalNorm(run.get("clip_norm").asDouble()));
            }
            trained.compile(recipe.optimizer(), Losses.sparseCategoricalCrossEntropyFromLogits());
            JsonNode initial = run.get("initial");
            for (int i = 0; i < layers; i++) {
                LayerHandle layer = trained.layer("dense_" + (i + 1));
                layer.set(
                        "kernel",
                        Golden.tensor(initial.get("weights_in_out").get(i)).data());
                layer.set("bias", Golden.tensor(initial.get("biases").get(i)).data());
            }
            double[] want = Golden.numbers(run.get("losses"));
            double[] got = new double[want.length];
            int batch = run.get("batch").asInt();
            Dataset digits = Datasets.of(Digits.PIXELS, Digits.CLASSES);
            for (int step = 0; step < want.length; step++) {
                int from = step * batch % (ROWS / batch * batch);
                int[] rows = new int[batch];
                java.util.Arrays.setAll(rows, i -> from + i);
                got[step] = trained.partialFit(digits.rows(rows)).get("loss");
            }
            Golden.assertClose("losses", want, got, tolerance);
            for (int i = 0; i < layers; i++) {
                String layer = "dense_" + (i + 1);
                Golden.assertClose(
                        layer + "/kernel",
                        Golden.tensor(run.get("final").get("weights_in_out").get(i))
                                .data(),
                        trained.learner().parameterValues(layer + "/kernel"),
                        tolerance);
                Golden.assertClose(
                        layer + "/bias",
                        Golden.tensor(run.get("final").get("biases").get(i)).data(),
                        trained.learner().parameterValues(layer + "/bias"),
                        tolerance);
            }
        }
    }
}
