package dev.hebb.train;

import dev.hebb.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a step leaves its figures: a small state of sums that the loop reads after every step. Sums over rows, so that batches add up to an epoch.
 *
 * <p>Element 0 tells whether the update was finite (1) or left everything as it was (0), element 1 is the penalty; then come the losses and metrics.
 */
final class Report {
    static final String ARENA = "report";
    static final int FINITE = 0;
    static final int PENALTY = 1;

    /** The sums of one metric. */
    record MetricSums(String key, String output, Metric metric, int offset, int length) {}

    private final Objective objective;
    private final Map<String, Integer> losses = new LinkedHashMap<>();
    private final List<MetricSums> metrics = new ArrayList<>();
    private int elements = PENALTY + 1;

    /** @param lengths of the sums of each metric, in the order of {@code objective.metrics()} */
    Report(Objective objective, Map<String, List<Integer>> lengths) {
        this.objective = objective;
        for (String output : objective.losses().keySet()) {
            losses.put(output, elements++);
        }
        boolean single = objective.losses().size() == 1;
        objective.metrics().forEach((output, list) -> {
            List<Integer> sizes = lengths.getOrDefault(output, List.of());
            for (int i = 0; i < list.size(); i++) {
                Metric metric = list.get(i);
                String key = single ? metric.name() : output + "_" + metric.name();
                metrics.add(new MetricSums(key, output, metric, elements, sizes.get(i)));
                elements += sizes.get(i);
            }
        });
    }

    int elements() {
        return elements;
    }

    int lossOffset(String output) {
        Integer offset = losses.get(output);
        if (offset == null) {
            throw new AssertionError(output);
        }
        return offset;
    }

    List<MetricSums> metrics() {
        return metrics;
    }

    /**
     * The figures of added-up reports, with Keras' keys: {@code loss}, {@code kind_loss} where there are several outputs, and each metric.
     *
     * @param totals added over batches
     * @param weight total weight of the rows
     * @param penalty to be added to the loss
     */
    Figures figures(double[] totals, double weight, double penalty) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(
                "loss",
                penalty
                        + objective.losses().entrySet().stream()
                                .mapToDouble(
                                        loss -> loss.getValue().weight() * totals[lossOffset(loss.getKey())] / weight)
                                .sum());
        if (losses.size() > 1) {
            losses.forEach((output, offset) -> figures.put(output + "_loss", totals[offset] / weight));
        }
        for (MetricSums sums : metrics) {
            double[] own = new double[sums.length()];
            System.arraycopy(totals, sums.offset(), own, 0, own.length);
            figures.put(sums.key(), sums.metric().figure(own));
        }
        return new Figures(figures);
    }
}
