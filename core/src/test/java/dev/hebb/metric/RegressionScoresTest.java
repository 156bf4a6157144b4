package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RegressionScoresTest {
    private static final double[] ACTUAL = {1, 2, 4, 9};
    private static final double[] PREDICTED = {2, 2, 2, 6};

    @Test
    void figuresFollowTheirDefinitions() {
        RegressionScores scores = RegressionScores.of(ACTUAL, PREDICTED);
        assertArrayEquals(new double[] {-1, 0, 2, 3}, scores.residuals());
        assertEquals(3.5, scores.meanSquaredError());
        assertEquals(Math.sqrt(3.5), scores.rootMeanSquaredError());
        assertEquals(1.5, scores.meanAbsoluteError());
        assertEquals(1.5, scores.medianAbsoluteError());
        assertEquals(3, scores.maxError());
        assertEquals(1 - 14 / 38.0, scores.r2(), 1e-15);
        assertEquals(1 - 10 / 38.0, scores.explainedVariance(), 1e-15);
    }

    @Test
    void targetsFarFromZeroLoseNothing() {
        double[] far = Arrays.stream(ACTUAL).map(x -> x + 0x1p40).toArray();
        double[] predicted = Arrays.stream(PREDICTED).map(x -> x + 0x1p40).toArray();
        assertEquals(
                RegressionScores.of(ACTUAL, PREDICTED).all(),
                RegressionScores.of(far, predicted).all());
    }

    @Test
    void equalTargetsAreExplainedOnlyByExactPredictions() {
        double[] same = {0.1, 0.1, 0.1};
        assertEquals(1, RegressionScores.of(same, same).r2());
        RegressionScores shifted = RegressionScores.of(same, new double[] {0.2, 0.2, 0.2});
        assertEquals(0, shifted.r2());
        assertEquals(1, shifted.explainedVariance());
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> RegressionScores.of(new double[0], new double[0]));
        assertThrows(IllegalArgumentException.class, () -> RegressionScores.of(ACTUAL, new double[3]));
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> RegressionScores.of(new double[] {1}, new double[] {Double.NaN}));
        assertEquals("expected a finite prediction but got NaN in row 0 of RegressionScores", e.getMessage());
    }
}
