package dev.hebb.optim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class GoldenOptimizersTest {
    private static final String FILE = "optimizers.json";
    private static final double TOLERANCE = 1e-9;
    private static final Map<String, Function<JsonNode, Optimizer>> RULES = Map.of(
            "sgd", hyper -> Sgd.of(rate(hyper)),
            "sgd_momentum_0.9",
                    hyper -> Momentum.of(rate(hyper))
                            .withMomentum(hyper.get("momentum").asDouble()),
            "sgd_nesterov_0.9",
                    hyper -> Nesterov.of(rate(hyper))
                            .withMomentum(hyper.get("momentum").asDouble()),
            "rmsprop",
                    hyper -> RmsProp.of(rate(hyper))
                            .withAlpha(hyper.get("alpha").asDouble())
                            .withEpsilon(hyper.get("eps").asDouble()),
            "adam",
                    hyper -> Adam.of(rate(hyper))
                            .withBetas(
                                    hyper.get("betas").get(0).asDouble(),
                                    hyper.get("betas").get(1).asDouble())
                            .withEpsilon(hyper.get("eps").asDouble()),
            "adamw",
                    hyper -> AdamW.of(rate(hyper))
                            .withWeightDecay(hyper.get("weight_decay").asDouble())
                            .withBetas(
                                    hyper.get("betas").get(0).asDouble(),
                                    hyper.get("betas").get(1).asDouble())
                            .withEpsilon(hyper.get("eps").asDouble()));

    private static double rate(JsonNode hyper) {
        return hyper.get("lr").asDouble();
    }

    @TestFactory
    Stream<DynamicTest> updates() {
        JsonNode file = Golden.read(FILE);
        return Golden.tests(
                FILE,
                file.get("cases"),
                one -> Optional.ofNullable(RULES.get(one.get("name").asText()))
                        .map(rule -> () -> check(file, one, rule.apply(one.get("hyper")))));
    }

    private static void check(JsonNode file, JsonNode one, Optimizer rule) {
        double[] parameters = Golden.tensor(file.get("initial")).data();
        Map<String, double[]> state = new HashMap<>();
        rule.state().forEach(name -> state.put(name, new double[parameters.length]));
        double[] now = parameters;
        for (int i = 0; i < file.get("gradients").size(); i++) {
            now = step(rule, now, Golden.tensor(file.get("gradients").get(i)).data(), state, i);
            Golden.assertClose(
                    "update " + (i + 1),
                    Golden.tensor(one.get("parameters").get(i)).data(),
                    now,
                    TOLERANCE);
        }
    }

    private static double[] step(
            Optimizer rule, double[] parameters, double[] gradient, Map<String, double[]> state, int done) {
        TensorType flat = TensorType.ofFloat(Shape.of(parameters.length));
        Oracle oracle = new Oracle()
                .feed("p", parameters)
                .feed("g", gradient)
                .feed("lr", rule.schedule().learningRate(0, done))
                .feed("t", done + 1);
        Map<String, Value> states = new LinkedHashMap<>();
        state.forEach((name, values) -> {
            states.put(name, Value.input("state " + name, flat));
            oracle.feed("state " + name, values);
        });
        Optimizer.Result result = rule.update(new Optimizer.Inputs(
                Value.input("p", flat),
                Value.input("g", flat),
                states,
                Value.input("lr", TensorType.ofFloat()),
                Value.input("t", TensorType.ofFloat()),
                true));
        double[] moved = oracle.evaluate(result.parameters());
        result.state().forEach((name, value) -> state.put(name, oracle.evaluate(value)));
        return moved;
    }
}
