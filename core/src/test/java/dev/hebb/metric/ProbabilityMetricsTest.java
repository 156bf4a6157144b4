package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProbabilityMetricsTest {
    @Test
    void logitsScoreAsTheirProbabilities() {
        double[] logits = {2, -1, 0.5, 0, 1, 3};
        double[] softmax = new double[6];
        double[] sigmoid = new double[6];
        for (int i = 0; i < 6; i++) {
            int row = i / 3 * 3;
            double sum = Math.exp(logits[row]) + Math.exp(logits[row + 1]) + Math.exp(logits[row + 2]);
            softmax[i] = Math.exp(logits[i]) / sum;
            sigmoid[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        int[] classes = {2, 1};
        double[] labels = {1, 0, 0, 1, 1, 0};
        for (Metric metric : List.of(Metrics.logLoss(), Metrics.brier())) {
            double ofSoftmax = Scoring.of(metric).classes(softmax, classes, 2, 3);
            assertEquals(ofSoftmax, Scoring.of(metric).logits().classes(logits, classes, 2, 3), 1e-12, metric.name());
            double ofSigmoid = Scoring.of(metric).figure(sigmoid, labels, 6);
            assertEquals(ofSigmoid, Scoring.of(metric).logits().figure(logits, labels, 6, 1), 1e-12, metric.name());
        }
    }

    @Test
    void certainMistakesAreBoundedForProbabilitiesAndNotForLogits() {
        double[] wrong = {1, 0};
        double bound = 52 * Math.log(2);
        assertEquals(bound, Scoring.of(Metrics.logLoss()).classes(wrong, new int[] {1}, 1, 2), 1e-12);
        assertEquals(bound, Scoring.of(Metrics.logLoss()).figure(new double[] {1}, new double[] {0}, 1), 1e-12);
        assertEquals(
                bound,
                ClassificationScores.of(new int[] {1}, new double[][] {wrong}).logLoss(),
                1e-12);
        double[] logits = {1000, 0};
        assertEquals(1000, Scoring.of(Metrics.logLoss()).logits().classes(logits, new int[] {1}, 1, 2), 1e-9);
    }

    @Test
    void brierOfTwoClassesCountsOneOfThemAndOfMoreAll() {
        assertEquals(0.09, Scoring.of(Metrics.brier()).classes(new double[] {0.3, 0.7}, new int[] {1}, 1, 2), 1e-12);
        double[] three = {0.3, 0.5, 0.2};
        assertEquals(0.09 + 0.25 + 0.04, Scoring.of(Metrics.brier()).classes(three, new int[] {1}, 1, 3), 1e-12);
    }
}
