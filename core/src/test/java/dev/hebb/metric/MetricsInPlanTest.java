package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.train.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Metrics in float32 plans against the scores of all rows in float64. */
class MetricsInPlanTest {
    private static final float[][] X = {{0.1f, 1}, {-1, 0.5f}, {2, -0.3f}, {0.4f, 0.6f}, {-0.2f, -2}};

    @Test
    void probabilitiesScoreAsAllRowsDo() {
        Metric[] metrics = {Metrics.logLoss(), Metrics.brier()};
        int[] classes = {0, 2, 1, 1, 0};
        try (Model model = Sequential.input(2).add(Dense.of(3, Activations.softmax()))) {
            model.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy(), metrics);
            double[][] p = model.predict(Nd4j.createFromArray(X)).toDoubleMatrix();
            ClassificationScores scores = ClassificationScores.of(classes, p);
            Figures got = model.evaluate(Dataset.of(X, classes));
            assertEquals(scores.logLoss(), got.get("log_loss"), 1e-5);
            assertEquals(scores.brier(), got.get("brier"), 1e-5);
        }
    }

    @Test
    void unitsOfEveryColumnReachThePlan() {
        float[][] y = {{1, 0}, {2, 1}, {0, 0}, {-1, 3}, {0, 2}};
        List<Double> scales = List.of(2.0, 50.0);
        try (Model model = Sequential.input(2).add(Dense.of(2))) {
            model.compile(
                    Sgd.of(0.1),
                    Losses.huber(),
                    new InUnits(Metrics.meanAbsoluteError(), scales),
                    new InUnits(Metrics.explainedVariance(), scales));
            double[][] p = model.predict(Nd4j.createFromArray(X)).toDoubleMatrix();
            double sum = 0;
            double explained = 0;
            for (int column = 0; column < 2; column++) {
                double[] actual = new double[X.length];
                double[] predicted = new double[X.length];
                for (int row = 0; row < X.length; row++) {
                    actual[row] = scales.get(column) * y[row][column];
                    predicted[row] = scales.get(column) * p[row][column];
                }
                RegressionScores scores = RegressionScores.of(actual, predicted);
                sum += scores.meanAbsoluteError() / 2;
                explained += scores.explainedVariance() / 2;
            }
            Figures got = model.evaluate(Dataset.of(X, y));
            assertEquals(sum, got.get("mae"), 1e-3);
            assertEquals(explained, got.get("explained_variance"), 1e-4);
        }
    }
}
