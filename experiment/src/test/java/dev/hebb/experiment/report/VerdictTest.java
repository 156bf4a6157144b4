package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static ClassPredictions rightFor(int hits, int rows) {
        int[] actual = new int[rows];
        double[][] probabilities = new double[rows][];
        for (int i = 0; i < rows; i++) {
            probabilities[i] = i < hits ? new double[] {0.9, 0.1} : new double[] {0.1, 0.9};
        }
        return new ClassPredictions(List.of("Adelie", "Gentoo"), actual, probabilities);
    }

    private static BaselineScores constant(String guess, String score, double value) {
        return new BaselineScores(BaselineScores.Kind.CONSTANT, guess, Map.of(score, value));
    }

    private static BaselineScores linear(String score, double value) {
        return new BaselineScores(BaselineScores.Kind.LINEAR, "", Map.of(score, value));
    }

    /** With plain spaces. */
    private static String said(RunSummary run) {
        return Verdict.of(run).replace('\u00A0', ' ');
    }

    @Test
    void aClassificationIsComparedInOneSentence() {
        Outcome outcome = new Outcome(
                Map.of("accuracy", 67 / 69.0),
                "accuracy",
                rightFor(67, 69),
                List.of(constant("Adelie", "accuracy", 0.435), linear("accuracy", 0.957)));
        assertEquals(
                "Predicts label from 2 columns: right for 97.1 % of 69 held-out rows (95 % interval 90 to 99 %). "
                        + "Always guessing Adelie would be right for 43.5 %, a linear model for 95.7 %.",
                said(Runs.with(Runs.classification(List.of("Adelie", "Gentoo"), 20), outcome)));
    }

    @Test
    void aRegressionIsComparedInItsOwnUnit() {
        TargetValues values = new TargetValues("mpg", new double[] {10, 20, 30}, new double[] {11, 19, 31});
        Outcome outcome = new Outcome(
                Map.of("mae", 1.0),
                "mae",
                new TargetPredictions(List.of(values)),
                List.of(constant("the mean", "mae", 6.667), linear("mae", 2.5)));
        assertEquals(
                "Predicts mpg from 2 columns: off by 1 on average over 3 held-out rows, and explains 98.5 % of the differences between them (R²). "
                        + "Always guessing the mean would be off by 6.67, a linear model by 2.50.",
                said(Runs.with(Runs.regression(values), outcome)));
    }

    @Test
    void withoutHeldOutRowsNothingIsClaimed() {
        Outcome outcome = new Outcome(Map.of("accuracy", Double.NaN), "accuracy", rightFor(0, 0), List.of());
        assertEquals(
                "Predicts label from 2 columns; no rows were held out, so nobody knows how well.",
                said(Runs.with(Runs.classification(List.of("Adelie", "Gentoo"), 20), outcome)));
    }
}
