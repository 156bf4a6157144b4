package dev.hebb.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.hebb.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
                "regression/mse", Metrics.meanSquaredError(),
                "regression/mae", Metrics.meanAbsoluteError(),
                "regression/r2", Metrics.r2()));
        metrics.put("multiclass/log_loss", Metrics.logLoss());
        metrics.put("binary/log_loss", Metrics.logLoss());
        metrics.put("binary/brier", Metrics.brier());
        metrics.put("regression/explained_variance", Metrics.explainedVariance());
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
        JsonNode want = one.get("want");
        JsonNode data = file.get(name.substring(0, name.indexOf('/')));
        List<Executable> checks = new ArrayList<>();
        if (name.equals("multiclass/confusion_matrix")) {
            checks.add(() -> checkConfusion(data, Golden.numbers(want)));
        }
        Optional.ofNullable(metrics().get(name))
                .ifPresent(metric -> checks.add(() -> checkFigure(want, figure(metric, name, data), name)));
        Optional.ofNullable(ofAllRows(data, name))
                .ifPresent(figure -> checks.add(() -> checkFigure(want, figure, name + " of all rows")));
        Optional.ofNullable(points(data, name))
                .ifPresent(points -> checks.add(() -> points.forEach((field, got) -> Golden.assertClose(
                        name + " " + field,
                        Golden.numbers(field.isEmpty() ? want.get("data") : want.get(field)),
                        got,
                        TOLERANCE))));
        return checks.isEmpty() ? Optional.empty() : Optional.of(() -> Assertions.assertAll(checks));
    }

    private static void checkFigure(JsonNode want, double got, String name) {
        Assertions.assertEquals(want.asDouble(), got, TOLERANCE * Math.abs(want.asDouble()), name);
    }

    /** The figure of a class that scores all rows at once, which says it under its metric's name. */
    private static @Nullable Double ofAllRows(JsonNode data, String name) {
        String[] path = name.split("/");
        if (path[0].equals("regression")) {
            double[] target = Golden.numbers(data.get("target"));
            return RegressionScores.of(target, Golden.numbers(data.get("prediction")))
                    .all()
                    .get(path[1]);
        }
        ClassificationScores scores = classification(data);
        switch (path[path.length - 1]) {
            case "top2_accuracy":
                return scores.topK(2);
            case "roc_auc_ovr_macro":
                return scores.rocAucMacro();
            default:
                return scores.all().get(path.length == 3 ? path[2] + "_" + path[1] : path[1]);
        }
    }

    private static ClassificationScores classification(JsonNode data) {
        if (data.has("scores")) {
            double[][] both = Arrays.stream(Golden.numbers(data.get("scores")))
                    .mapToObj(p -> new double[] {1 - p, p})
                    .toArray(double[][]::new);
            return ClassificationScores.of(labels(data), both);
        }
        Golden.Tensor p = Golden.tensor(data.get("probabilities"));
        int classes = (int) p.shape().dim(1);
        double[][] rows = IntStream.range(0, (int) p.shape().dim(0))
                .mapToObj(row -> Arrays.copyOfRange(p.data(), row * classes, (row + 1) * classes))
                .toArray(double[][]::new);
        return ClassificationScores.of(labels(data), rows);
    }

    /** Series of numbers by their field in the file. */
    private static @Nullable Map<String, double[]> points(JsonNode data, String name) {
        switch (name) {
            case "multiclass/confusion_matrix_normalized_true":
                double[][] shares = classification(data).confusion().sharesOfActual();
                return Map.of(
                        "",
                        Arrays.stream(shares).flatMapToDouble(Arrays::stream).toArray());
            case "binary/roc_curve":
                RocCurve roc = classification(data).rocCurve(1);
                return Map.of("fpr", array(roc.falsePositiveRates()), "tpr", array(roc.truePositiveRates()));
            case "binary/precision_recall_curve":
                PrecisionRecallCurve curve = classification(data).precisionRecallCurve(1);
                return Map.of("precision", array(curve.precision()), "recall", array(curve.recall()));
            default:
                return null;
        }
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
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
