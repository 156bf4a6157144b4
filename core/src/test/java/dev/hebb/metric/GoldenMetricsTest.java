package dev.hebb.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hebb.Golden;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Metrics against scikit-learn's figures, in batches that do not divide the rows. */
class GoldenMetricsTest {
    private static final String FILE = "metrics.json";
    private static final double TOLERANCE = 1e-9;
    private static final int BATCH = 7;
    private static final Set<String> DATA = Set.of("labels", "probabilities", "scores", "target", "prediction");

    private static Map<String, Metric> metrics() {
        Map<String, Metric> metrics = new TreeMap<>(Map.of(
                "multiclass/accuracy", Metrics.accuracy(),
                "multiclass/top2_accuracy", Metrics.topKAccuracy(2),
                "multiclass/balanced_accuracy", Metrics.balancedAccuracy(),
                "multiclass/matthews", Metrics.matthews(),
                "multiclass/cohen_kappa", Metrics.cohenKappa(),
                "binary/brier", Metrics.meanSquaredError(),
                "regression/mse", Metrics.meanSquaredError(),
                "regression/mae", Metrics.meanAbsoluteError(),
                "regression/r2", Metrics.r2()));
        for (Average average : Average.values()) {
            metrics.put("multiclass/" + average + "/precision", Metrics.precision(average));
            metrics.put("multiclass/" + average + "/recall", Metrics.recall(average));
            metrics.put("multiclass/" + average + "/f1", Metrics.f1(average));
        }
        return metrics;
    }

    @TestFactory
    Stream<DynamicTest> figures() {
        JsonNode file = Golden.read(FILE);
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        file.fieldNames().forEachRemaining(task -> collect(task, file.get(task), cases));
        return Golden.tests(FILE, cases, one -> check(file, one));
    }

    private static void collect(String path, JsonNode json, ArrayNode cases) {
        json.fieldNames().forEachRemaining(name -> {
            JsonNode value = json.get(name);
            boolean isGroup = value.isObject() && !value.has("shape") && !name.endsWith("_curve");
            if (isGroup) {
                collect(path + "/" + name, value, cases);
            } else if (!DATA.contains(name)) {
                cases.addObject().put("name", path + "/" + name).set("want", value);
            }
        });
    }

    private static Optional<Executable> check(JsonNode file, JsonNode one) {
        String name = one.get("name").asText();
        JsonNode data = file.get(name.substring(0, name.indexOf('/')));
        if (name.equals("multiclass/confusion_matrix")) {
            return Optional.of(() -> checkConfusion(data, Golden.numbers(one.get("want"))));
        }
        return Optional.ofNullable(metrics().get(name)).map(metric -> () -> {
            double want = one.get("want").asDouble();
            Assertions.assertEquals(want, figure(metric, name, data), TOLERANCE * Math.abs(want), name);
        });
    }

    private static double figure(Metric metric, String name, JsonNode data) {
        Scoring scoring = Scoring.of(metric).batches(BATCH);
        if (name.startsWith("multiclass/")) {
            Golden.Tensor p = Golden.tensor(data.get("probabilities"));
            return scoring.classes(p.data(), labels(data), p.shape().dims());
        } else if (name.startsWith("binary/")) {
            double[] p = Golden.numbers(data.get("scores"));
            return scoring.figure(p, Golden.numbers(data.get("labels")), p.length, 1);
        }
        double[] p = Golden.numbers(data.get("prediction"));
        return scoring.figure(p, Golden.numbers(data.get("target")), p.length, 1);
    }

    private static int[] labels(JsonNode data) {
        return Arrays.stream(Golden.numbers(data.get("labels")))
                .mapToInt(label -> (int) label)
                .toArray();
    }

    private static void checkConfusion(JsonNode data, double[] want) {
        Golden.Tensor p = Golden.tensor(data.get("probabilities"));
        double[][] got = new double[1][];
        ConfusionMetric spy = new ConfusionMetric() {
            @Override
            public String name() {
                return "spy";
            }

            @Override
            public double figure(Confusion confusion) {
                int k = confusion.classes();
                got[0] = new double[k * k];
                for (int i = 0; i < k * k; i++) {
                    got[0][i] = confusion.count(i / k, i % k);
                }
                return 0;
            }
        };
        Scoring.of(spy).batches(BATCH).classes(p.data(), labels(data), p.shape().dims());
        Golden.assertClose("confusion matrix", want, got[0], 0);
    }
}
