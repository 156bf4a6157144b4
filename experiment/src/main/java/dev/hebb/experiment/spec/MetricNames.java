package dev.hebb.experiment.spec;

import dev.hebb.metric.Average;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.metric.R2;
import java.util.ArrayList;
import java.util.List;

/** The metrics that a spec may name. */
public final class MetricNames {
    private static final int[] TOP = {2, 3, 5};

    private MetricNames() {}

    /** @param centre a number near the targets, around which squares are summed: far from 0 float32 has too few digits for them */
    private static List<Metric> all(Task task, double centre) {
        if (task == Task.REGRESSION) {
            return List.of(
                    Metrics.meanSquaredError(),
                    Metrics.rootMeanSquaredError(),
                    Metrics.meanAbsoluteError(),
                    new R2(centre));
        }
        List<Metric> all = new ArrayList<>(List.of(Metrics.accuracy(), Metrics.balancedAccuracy()));
        for (Average average : Average.values()) {
            all.addAll(List.of(Metrics.precision(average), Metrics.recall(average), Metrics.f1(average)));
        }
        all.addAll(List.of(Metrics.matthews(), Metrics.cohenKappa()));
        for (int k : TOP) {
            all.add(Metrics.topKAccuracy(k));
        }
        return all;
    }

    /** The names that go with a task. */
    static List<String> of(Task task) {
        return all(task, 0).stream().map(Metric::name).toList();
    }

    /** The metrics of these names, in this order. */
    public static Metric[] metrics(Task task, List<String> names, double centre) {
        List<Metric> all = all(task, centre);
        return names.stream()
                .map(name -> all.stream()
                        .filter(metric -> metric.name().equals(name))
                        .findFirst()
                        .orElseThrow())
                .toArray(Metric[]::new);
    }
}
