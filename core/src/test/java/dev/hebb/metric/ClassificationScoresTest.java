package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClassificationScoresTest {
    private static final double[][] ROWS = {{0.5, 0.5, 0}, {0.1, 0.2, 0.7}, {0.4, 0.3, 0.3}};

    @Test
    void theFirstOfEqualProbabilitiesIsPredictedAndNoRivalOfEqualOnesIsFavoured() {
        ClassificationScores scores = ClassificationScores.of(new int[] {0, 2, 1}, ROWS);
        assertArrayEquals(new int[] {0, 2, 0}, scores.predicted());
        assertEquals(2.0 / 3, scores.accuracy(), 1e-15);
        assertEquals(1.0 / 3, scores.topK(1), 1e-15);
        assertEquals(2.0 / 3, scores.topK(2), 1e-15);
        assertEquals(1, scores.topK(3));
    }

    @Test
    void areaIsTheShareOfPairsInOrderWithTiesAsHalf() {
        Random random = TestRandom.of("area");
        int rows = 40;
        boolean[] isPositive = new boolean[rows];
        double[] scores = new double[rows];
        for (int i = 0; i < rows; i++) {
            isPositive[i] = i < 15;
            scores[i] = random.nextInt(9) + (isPositive[i] ? 2 : 0);
        }
        double pairs = 0;
        for (int p = 0; p < 15; p++) {
            for (int n = 15; n < rows; n++) {
                pairs += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
            }
        }
        double area = RocCurve.of(isPositive, scores).area();
        assertEquals(pairs / (15 * 25), area, 1e-12, TestRandom.describe("area"));
    }

    @Test
    void curvesHaveTheirThresholds() {
        boolean[] isPositive = {false, false, true, true};
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        RocCurve roc = RocCurve.of(isPositive, scores);
        assertEquals(List.of(0.0, 0.0, 0.5, 0.5, 1.0), roc.falsePositiveRates());
        assertEquals(List.of(0.0, 0.5, 0.5, 1.0, 1.0), roc.truePositiveRates());
        assertEquals(List.of(Double.POSITIVE_INFINITY, 0.8, 0.4, 0.35, 0.1), roc.thresholds());
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(isPositive, scores);
        assertEquals(List.of(0.5, 2.0 / 3, 0.5, 1.0, 1.0), curve.precision());
        assertEquals(List.of(1.0, 1.0, 0.5, 0.5, 0.0), curve.recall());
        assertEquals(List.of(0.1, 0.35, 0.4, 0.8), curve.thresholds());
    }

    @Test
    void aClassWithoutRowsOrWithAllRowsHasNoAreaAndNoMacroMean() {
        ClassificationScores scores = ClassificationScores.of(new int[] {0, 2, 0}, ROWS);
        assertTrue(Double.isNaN(scores.rocAuc(1)));
        assertTrue(Double.isNaN(scores.averagePrecision(1)));
        assertTrue(Double.isNaN(scores.rocAucMacro()));
        assertTrue(Double.isNaN(scores.all().get("average_precision")));
        assertEquals(1, scores.rocAuc(2));
        ClassificationScores same = ClassificationScores.of(new int[] {0, 0, 0}, ROWS);
        assertTrue(Double.isNaN(same.rocAuc(0)));
        assertEquals(1, same.averagePrecision(0), 1e-15);
    }

    @Test
    void figuresThatAddUpAreThoseOfTheMetrics() {
        Random random = TestRandom.of("adding up");
        int[] actual = random.ints(30, 0, 4).toArray();
        double[][] p = random.ints(30, 0, 1)
                .mapToObj(unused -> random.doubles(4).toArray())
                .toArray(double[][]::new);
        ClassificationScores scores = ClassificationScores.of(actual, p);
        double[] flat = Arrays.stream(p).flatMapToDouble(Arrays::stream).toArray();
        for (Metric metric : List.of(Metrics.accuracy(), Metrics.logLoss(), Metrics.brier(), Metrics.matthews())) {
            double want = Scoring.of(metric).classes(flat, actual, 30, 4);
            assertEquals(want, scores.all().get(metric.name()), 1e-12, TestRandom.describe(metric.name()));
        }
        assertEquals(Scoring.of(Metrics.topKAccuracy(2)).classes(flat, actual, 30, 4), scores.topK(2), 1e-12);
    }

    @Test
    void wrongArgumentsAreRefused() {
        refused(new int[] {}, new double[][] {});
        refused(new int[] {0}, ROWS);
        refused(new int[] {0, 3, 0}, ROWS);
        refused(new int[] {0, -1, 0}, ROWS);
        refused(new int[] {0}, new double[][] {{1}});
        refused(new int[] {0, 0}, new double[][] {{0.5, 0.5}, {1}});
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> ClassificationScores.of(new int[] {0}, new double[][] {{0.5, Double.NaN}}));
        assertEquals(
                "expected probabilities from 0 to 1 but got NaN in row 0 of ClassificationScores; apply softmax to"
                        + " logits",
                e.getMessage());
        ClassificationScores scores = ClassificationScores.of(new int[] {0, 1, 2}, ROWS);
        assertThrows(IllegalArgumentException.class, () -> scores.rocAuc(3));
        assertThrows(IllegalArgumentException.class, () -> scores.topK(4));
        assertThrows(
                IllegalArgumentException.class, () -> RocCurve.of(new boolean[] {true}, new double[] {Double.NaN}));
    }

    private static void refused(int[] actual, double[][] probabilities) {
        assertThrows(IllegalArgumentException.class, () -> ClassificationScores.of(actual, probabilities));
    }
}
