package dev.hebb.experiment.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the true values of the scores lie, 95 times of 100. */
final class Intervals {
    private Intervals() {}

    /** By the names of the scores; those without a known interval are left out. */
    static Map<String, Interval> of(Outcome outcome) {
        Map<String, Interval> intervals = new LinkedHashMap<>();
        Predictions predictions = outcome.predictions();
        if (predictions instanceof ClassPredictions classes
                && classes.rows() > 0
                && outcome.scores().containsKey(ScoreText.ACCURACY)) {
            long hits = Math.round(classes.confusion().accuracy() * classes.rows());
            intervals.put(ScoreText.ACCURACY, Interval.wilson(hits, classes.rows()));
        }
        return intervals;
    }
}
