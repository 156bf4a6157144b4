package dev.hebb.experiment.spec;

import dev.hebb.metric.Average;
import dev.hebb.metric.ExplainedVariance;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.metric.R2;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The metrics that a spec may name. Most are computed after every epoch; some need all rows at once and are there at the end only. */
public final class MetricNames {
    private static final List<Integer> TOP = List.of(2, 3, 5);
    private static final List<String> CLASSES_AT_THE_END = List.of("roc_auc", "average_precision");
    private static final List<String> NUMBERS_AT_THE_END = List.of("median_absolute_error", "max_error");

    private MetricNames() {}

    /** @param centre a number near the targets, around which squares are summed: far from 0 float32 has too few digits for them */
    private static List<Metric> perEpoch(Task task, double centre) {
        if (task == Task.REGRESSION) {
            return List.of(
                    Metrics.meanSquaredError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.meanAbsoluteError(),
                    new R2(centre),
                    new ExplainedVariance(centre));
        }
        List<Metric> all = new ArrayList<>(List.of(Metrics.accuracy(), Metrics.balancedAccuracy()));
        for (Average average : Average.values()) {
            all.addAll(List.of(Metrics.precision(average), Metrics.recall(average), Metrics.f1(average)));
        }
        all.addAll(List.of(Metrics.matthews(), Metrics.cohenKappa(), Metrics.logLoss(), Metrics.brier()));
        for (int k : TOP) {
            all.add(Metrics.topKAccuracy(k));
        }
        return all;
    }

    /** The names that go with a task. */
    public static List<String> of(Task task) {
        return Stream.concat(
                        perEpoch(task, 0).stream().map(Metric::name),
                        (task == Task.CLASSIFICATION ? CLASSES_AT_THE_END : NUMBERS_AT_THE_END).stream())
                .toList();
    }

    /** Whether a metric is computed after every epoch; the others only over all rows at the end. */
    public static boolean isPerEpoch(String name) {
        return Arrays.stream(Task.values())
                .flatMap(task -> perEpoch(task, 0).stream())
                .anyMatch(metric -> metric.name().equals(name));
    }

    /** The metrics of those of these names that are computed after every epoch, in this order. */
    public static Metric[] metrics(Task task, List<String> names, double centre) {
        List<Metric> all = perEpoch(task, centre);
        return names.stream()
                .flatMap(name -> all.stream().filter(metric -> metric.name().equals(name)))
                .toArray(Metric[]::new);
    }
}
