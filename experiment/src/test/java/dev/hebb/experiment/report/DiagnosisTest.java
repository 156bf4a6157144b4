package dev.hebb.experiment.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Initializers;
import dev.hebb.train.Figures;
import dev.hebb.train.History;
import dev.hebb.train.StopReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DiagnosisTest {
    private static final int ROWS = 40;

    /** A history of losses; of validation losses too unless there are none. */
    private static History history(double[] loss, double... validation) {
        List<Figures> epochs = new ArrayList<>();
        for (int i = 0; i < loss.length; i++) {
            Map<String, Double> values = new LinkedHashMap<>(Map.of("loss", loss[i]));
            if (validation.length > 0) {
                values.put("val_loss", validation[i]);
            }
            epochs.add(new Figures(values));
        }
        return new History(epochs, StopReason.COMPLETED, loss.length, 1);
    }

    private static double[] settling() {
        return new double[] {1, 0.5, 0.4, 0.3, 0.3, 0.3, 0.3};
    }

    private static void assertOne(String part, List<String> found) {
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).contains(part), found.get(0));
    }

    @Test
    void aTrainingThatSettledIsNotWarnedAbout() {
        assertEquals(List.of(), HistoryDiagnosis.of(history(settling(), settling()), false));
        assertEquals(List.of(), HistoryDiagnosis.of(history(settling()), false));
    }

    @Test
    void aValidationLossThatRisesWhileTheLossFallsIsOverfitting() {
        double[] loss = {1, 0.5, 0.4, 0.3, 0.25, 0.22, 0.22, 0.219};
        double[] validation = {1, 0.6, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8};
        assertOne("0.5000 at epoch 3 to 0.8000", HistoryDiagnosis.of(history(loss, validation), false));
        assertEquals(List.of(), HistoryDiagnosis.of(history(loss, validation), true), "the best epoch was kept");
    }

    @Test
    void aSmallRiseIsNoOverfitting() {
        double[] validation = {1, 0.6, 0.5, 0.51, 0.52, 0.52, 0.52};
        assertEquals(List.of(), HistoryDiagnosis.of(history(settling(), validation), false));
    }

    @Test
    void aLossThatStillFallsAtTheEndAsksForMoreEpochs() {
        double[] falling = {1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4};
        assertOne("train for more epochs.", HistoryDiagnosis.of(history(falling), false));
        assertOne("validation loss was still falling", HistoryDiagnosis.of(history(falling, falling), true));
        History stopped = new History(history(falling).epochs(), StopReason.STOPPED_BY_CALLBACK, 7, 1);
        assertEquals(List.of(), HistoryDiagnosis.of(stopped, false), "a callback ended it");
    }

    @Test
    void aLossThatGrowsOrIsLostIsDivergence() {
        assertOne("diverged", HistoryDiagnosis.of(history(new double[] {1, 2, 8}), false));
        assertOne("no number", HistoryDiagnosis.of(history(new double[] {1, 2, Double.NaN}), false));
    }

    @Test
    void withoutAnEpochTheModelIsMadeByChance() {
        assertOne("No epoch was finished", HistoryDiagnosis.of(history(new double[0]), false));
    }

    private static Outcome outcome(double own, double constant, double linear) {
        ClassPredictions enough = Runs.classes(List.of("a", "b"), 100);
        return new Outcome(
                Map.of("accuracy", own),
                "accuracy",
                enough,
                List.of(
                        new BaselineScores(BaselineScores.Kind.LINEAR, "", Map.of("accuracy", linear)),
                        new BaselineScores(BaselineScores.Kind.CONSTANT, "a", Map.of("accuracy", constant))));
    }

    @Test
    void aModelThatLosesToSimplerOnesIsSaidToDoSo() {
        assertEquals(List.of(), OutcomeDiagnosis.of(outcome(0.9, 0.5, 0.8)));
        assertEquals(List.of(), OutcomeDiagnosis.of(outcome(0.8, 0.5, 0.8)), "as good as the linear one");
        assertOne(
                "A linear model is better (Accuracy 90.0\u00A0% against 80.0\u00A0%)",
                OutcomeDiagnosis.of(outcome(0.8, 0.5, 0.9)));
        assertOne("no better than always guessing a", OutcomeDiagnosis.of(outcome(0.5, 0.5, 0.9)));
    }

    @Test
    void anErrorIsBetterWhereItIsSmaller() {
        Outcome outcome = new Outcome(
                Map.of("mae", 3.0),
                "mae",
                new TargetPredictions(List.of(Runs.target("y", 20, 1))),
                List.of(new BaselineScores(BaselineScores.Kind.LINEAR, "", Map.of("mae", 2.0))));
        assertOne("A linear model is better", OutcomeDiagnosis.of(outcome));
    }

    @Test
    void classesWithFewHeldOutRowsAndThoseNeverPredictedAreNamed() {
        int[] actual = new int[32];
        double[][] probabilities = new double[32][];
        for (int i = 0; i < 32; i++) {
            actual[i] = i < 20 ? 0 : i < 30 ? 1 : 2;
            probabilities[i] = new double[] {0.6, 0.2, 0.2};
        }
        ClassPredictions classes = new ClassPredictions(List.of("a", "b", "c"), actual, probabilities);
        List<String> found = OutcomeDiagnosis.of(new Outcome(Map.of("accuracy", 0.6), "accuracy", classes, List.of()));
        assertEquals(2, found.size(), found.toString());
        assertTrue(found.get(0).contains("held out of c (2)"), found.get(0));
        assertTrue(found.get(1).contains("never predicts b;"), found.get(1));
    }

    private static List<String> layers(Dense hidden, Activation own) {
        Random random = new Random(3);
        float[][] x = new float[ROWS][4];
        for (float[] row : x) {
            for (int i = 0; i < row.length; i++) {
                row[i] = 1 + random.nextFloat();
            }
        }
        try (Model model = Sequential.input(4).add(hidden, own, Dense.of(2, Activations.softmax()))) {
            return LayerDiagnosis.of(model, Dataset.of(x));
        }
    }

    private static Dense biased(double bias) {
        return Dense.of(6).withBiasInitializer(Initializers.constant(bias));
    }

    @Test
    void layersThatUseTheirUnitsAreNotWarnedAbout() {
        assertEquals(List.of(), layers(biased(100), Activations.relu()));
        assertEquals(List.of(), layers(biased(0), Activations.tanh()));
    }

    @Test
    void deadUnitsAreCounted() {
        assertOne("6 of the 6 units of layer relu_1 are 0 for every row", layers(biased(-100), Activations.relu()));
    }

    @Test
    void aSaturatedLayerIsNamed() {
        assertOne("Layer sigmoid_1 is saturated", layers(biased(5.5), Activations.sigmoid()));
        assertOne("Layer tanh_1 is saturated", layers(biased(-6), Activations.tanh()));
    }

    @Test
    void unitsThatAreAlwaysTheSameAreCounted() {
        Dense constant = biased(0.3).withKernelInitializer(Initializers.zeros());
        List<String> found = layers(constant, Activations.tanh());
        assertEquals(2, found.size(), found.toString());
        assertTrue(found.get(1).contains("6 of the 6 units of layer tanh_1 are the same for every row"), found.get(1));
    }

    @Test
    void rowsMayBeImages() {
        INDArray images = Nd4j.rand(ROWS, 3, 2);
        Dense dead = Dense.of(5, Activations.relu()).withBiasInitializer(Initializers.constant(-100));
        try (Model model = Sequential.input(3, 2).add(new Flatten(), dead, Dense.of(1))) {
            assertOne("5 of the 5 units of layer dense_1", LayerDiagnosis.of(model, Dataset.of(images)));
        }
    }

    @Test
    void unitsOfTheOutputAreNotLookedAt() {
        try (Model model = Sequential.input(2).add(Dense.of(1, Activations.sigmoid()))) {
            float[][] same = new float[ROWS][2];
            assertEquals(List.of(), LayerDiagnosis.of(model, Dataset.of(same)));
        }
    }

    @Test
    void aFewRowsSayNothingAboutUnits() {
        try (Model model = Sequential.input(2).add(Dense.of(3, Activations.relu()), Dense.of(1))) {
            assertEquals(List.of(), LayerDiagnosis.of(model, Dataset.of(new float[9][2])));
            assertEquals(
                    1, LayerDiagnosis.of(model, Dataset.of(new float[10][2])).size());
        }
    }
}
