package dev.hebb.experiment.report;

import dev.hebb.metric.Average;
import dev.hebb.metric.Confusion;
import dev.hebb.metric.ConfusionMetric;
import dev.hebb.metric.Interval;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.metric.RegressionScores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Where the true values of the scores lie, 95 times of 100: Wilson's interval for accuracy, the bootstrap for others. */
final class Intervals {
    private static final int MOST_RESAMPLES = 1_000;
    private static final int LEAST_RESAMPLES = 200;

    /** How many rows are drawn in all for a score, so that large data does not make the report slow. */
    private static final int DRAWN_ROWS = 2_000_000;

    private static final long SEED = 0;

    private Intervals() {}

    /** By the names of the scores; those without a known interval are left out. */
    static Map<String, Interval> of(Outcome outcome) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        int rows = outcome.predictions().rows();
        if (rows == 0) {
            return intervals;
        }
        int resamples = Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, DRAWN_ROWS / rows));
        figures(outcome.predictions()).forEach((name, figure) -> {
            if (outcome.scores().containsKey(name)) {
                intervals.put(name, Interval.bootstrap(rows, SEED, resamples, figure));
            }
        });
        if (outcome.predictions() instanceof ClassPredictions classes
                && outcome.scores().containsKey(ScoreText.ACCURACY)) {
            intervals.put(ScoreText.ACCURACY, accuracy(classes));
        }
        intervals.values().removeIf(interval -> Double.isNaN(interval.low()));
        return intervals;
    }

    /** Of the share of rows predicted right; there is one row or more. */
    static Interval accuracy(ClassPredictions classes) {
        double hits = Math.rint(classes.confusion().accuracy() * classes.rows());
        return Interval.wilson(hits, classes.rows(), Interval.BOOTSTRAP_CONFIDENCE);
    }

    /** Scores of chosen rows, by name. */
    private static Map<String, ToDoubleFunction<int[]>> figures(Predictions predictions) {
        Map<String, ToDoubleFunction<int[]>> figures = new LinkedHashMap<>();
        if (predictions instanceof ClassPredictions classes) {
            int[] actual = classes.actual();
            int[] predicted = classes.predicted();
            int count = classes.classes().size();
            for (Metric metric : ofConfusion()) {
                if (metric instanceof ConfusionMetric own) {
                    figures.put(
                            metric.name(),
                            rows -> own.figure(Confusion.of(chosen(actual, rows), chosen(predicted, rows), count)));
                }
            }
        } else if (predictions instanceof TargetPredictions targets
                && targets.targets().size() == 1
                && targets.targets().get(0).scores().isPresent()) {
            TargetValues only = targets.targets().get(0);
            figures.put(Metrics.meanSquaredError().name(), of(only, RegressionScores::meanSquaredError));
            figures.put(Metrics.rootMeanSquaredError().name(), of(only, RegressionScores::rootMeanSquaredError));
            figures.put(Metrics.meanAbsoluteError().name(), of(only, RegressionScores::meanAbsoluteError));
            figures.put(Metrics.r2().name(), of(only, RegressionScores::r2));
            figures.put(Metrics.explainedVariance().name(), of(only, RegressionScores::explainedVariance));
        }
        return figures;
    }

    private static List<Metric> ofConfusion() {
        List<Metric> metrics =
                new ArrayList<>(List.of(Metrics.balancedAccuracy(), Metrics.matthews(), Metrics.cohenKappa()));
        for (Average average : Average.values()) {
            metrics.addAll(List.of(Metrics.precision(average), Metrics.recall(average), Metrics.f1(average)));
        }
        return metrics;
    }

    private static int[] chosen(int[] values, int[] rows) {
        return Arrays.stream(rows).map(row -> values[row]).toArray();
    }

    private static ToDoubleFunction<int[]> of(TargetValues values, ToDoubleFunction<RegressionScores> score) {
        double[] actual = values.actual();
        double[] predicted = values.predicted();
        return rows -> score.applyAsDouble(RegressionScores.of(
                Arrays.stream(rows).mapToDouble(row -> actual[row]).toArray(),
                Arrays.stream(rows).mapToDouble(row -> predicted[row]).toArray()));
    }
}
