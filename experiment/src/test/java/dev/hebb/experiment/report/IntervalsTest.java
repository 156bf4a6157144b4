package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.metric.Interval;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntervalsTest {
    @Test
    void theIntervalsOfAClassificationHoldItsScores() {
        ClassPredictions classes = Runs.classes(List.of("a", "b", "c"), 200);
        Map<String, Double> scores = classes.scores().orElseThrow().all();
        Map<String, Interval> intervals = Intervals.of(new Outcome(scores, "accuracy", classes, List.of()));
        assertTrue(intervals.keySet().containsAll(Set.of("accuracy", "balanced_accuracy", "f1_macro", "matthews")));
        intervals.forEach((name, interval) -> assertHolds(name, interval, scores.getOrDefault(name, Double.NaN)));
    }

    @Test
    void theIntervalsOfARegressionHoldItsScores() {
        TargetValues values = Runs.target("y", 100, 1);
        Map<String, Double> scores = values.scores().orElseThrow().all();
        Outcome outcome = new Outcome(scores, "mae", new TargetPredictions(List.of(values)), List.of());
        Map<String, Interval> intervals = Intervals.of(outcome);
        assertEquals(Set.of("mse", "rmse", "mae", "r2", "explained_variance"), intervals.keySet());
        intervals.forEach((name, interval) -> assertHolds(name, interval, scores.getOrDefault(name, Double.NaN)));
    }

    private static void assertHolds(String name, Interval interval, double score) {
        assertTrue(interval.low() < score && score < interval.high(), name + " " + score + " " + interval);
    }

    @Test
    void scoresThatNobodyAskedForHaveNone() {
        Outcome outcome = new Outcome(Map.of("loss", 0.3), "loss", Runs.classes(List.of("a", "b"), 50), List.of());
        assertEquals(Map.of(), Intervals.of(outcome));
    }
}
