package dev.hebb.experiment.report;

import dev.hebb.metric.Interval;
import dev.hebb.metric.RegressionScores;
import java.util.ArrayList;
import java.util.List;

/** What came out of a run, in one or two sentences for a person who is no expert. */
final class Verdict {
    private static final int MOST_NAMES = 3;

    private Verdict() {}

    static String of(RunSummary run) {
        Predictions predictions = run.outcome().predictions();
        if (predictions.rows() == 0) {
            return "Predicts " + targets(run) + " from " + inputs(run)
                    + "; no rows were held out, so nobody knows how well.";
        }
        return predictions instanceof ClassPredictions classes
                ? classes(run, classes)
                : targets(run, (TargetPredictions) predictions);
    }

    private static String classes(RunSummary run, ClassPredictions classes) {
        double accuracy = classes.confusion().accuracy();
        Interval interval = Intervals.accuracy(classes);
        String sentence = "Predicts " + targets(run) + " from " + inputs(run) + ": right for "
                + FigureText.percent(accuracy) + " of " + FigureText.count(classes.rows(), "held-out row")
                + " (95\u00A0% interval "
                + Math.round(100 * interval.low()) + " to " + Math.round(100 * interval.high()) + "\u00A0%).";
        return sentence + comparison(run, ScoreText.ACCURACY, "would be right", "for");
    }

    private static String targets(RunSummary run, TargetPredictions targets) {
        String rows = FigureText.count(targets.rows(), "held-out row");
        String start = "Predicts " + targets(run) + " from " + inputs(run) + ": ";
        if (targets.targets().size() > 1) {
            return start + multiple(targets) + " over " + rows + "."
                    + comparison(run, ScoreText.MAE, "would be off", "by");
        }
        TargetValues only = targets.targets().get(0);
        return only.scores()
                .map(scores -> start + single(scores) + comparison(run, ScoreText.MAE, "would be off", "by"))
                .orElse(start + "its predictions are no numbers.");
    }

    private static String single(RegressionScores scores) {
        String explained = scores.r2() > 0
                ? ", and explains " + FigureText.percent(scores.r2()) + " of the differences between them (R²)"
                : "";
        return "off by " + FigureText.rough(scores.meanAbsoluteError()) + " on average over "
                + FigureText.count(scores.rows(), "held-out row") + explained + ".";
    }

    private static String multiple(TargetPredictions targets) {
        List<String> parts = new ArrayList<>();
        for (TargetValues target : targets.targets()) {
            double error =
                    target.scores().map(RegressionScores::meanAbsoluteError).orElse(Double.NaN);
            parts.add(target.name() + " is off by " + FigureText.rough(error));
        }
        return names(parts) + " on average";
    }

    /** What the baselines score, as {@code verb preposition value}; empty where they do not have the score. */
    private static String comparison(RunSummary run, String score, String verb, String preposition) {
        ScoreText text = ScoreText.of(score);
        List<String> parts = new ArrayList<>();
        for (BaselineScores baseline : run.outcome().baselines()) {
            double value = baseline.scores().getOrDefault(score, Double.NaN);
            if (Double.isFinite(value)) {
                String who = baseline.kind() == BaselineScores.Kind.CONSTANT
                        ? "always guessing " + baseline.guess()
                        : "a linear model";
                String shown = text.isShare() ? text.value(value) : FigureText.rough(value);
                parts.add(who + " " + (parts.isEmpty() ? verb + " " : "") + preposition + " " + shown);
            }
        }
        if (parts.isEmpty()) {
            return "";
        }
        String joined = String.join(", ", parts);
        return " " + Character.toUpperCase(joined.charAt(0)) + joined.substring(1) + ".";
    }

    private static String targets(RunSummary run) {
        List<String> targets = run.data().targets();
        return targets.isEmpty() ? "the class" : names(targets);
    }

    private static String inputs(RunSummary run) {
        return run.data()
                .imageShape()
                .map(shape -> "images of " + shape + " pixels")
                .orElseGet(() -> FigureText.count(run.data().inputs(), "column"));
    }

    /** The first names, and how many more there are. */
    private static String names(List<String> names) {
        if (names.size() <= MOST_NAMES) {
            return names.size() < 2
                    ? String.join("", names)
                    : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
        }
        return String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }
}
