package dev.hebb.train;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Clipping;
import dev.hebb.shape.Precision;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch in parts is the batch: with dropout, weights of rows, penalties and clipping. */
class AccumulationTest {
    private static final double TOLERANCE = 1e-9;

    private static Model model() {
        Model model = Sequential.input(Small.FEATURES)
                .add(
                        Dense.of(6, relu()).withPenalty(Penalty.elasticNet(1e-3, 1e-2)),
                        Dropout.of(0.4),
                        Dense.of(Small.CLASSES, softmax()))
                .seed(3)
                .precision(Precision.FLOAT64)
                .clipping(Clipping.byGlobalNorm(0.5));
        return model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
    }

    private static Dataset weighted(int rows) {
        double[] weights = new double[rows];
        Arrays.setAll(weights, row -> row % 4 * 0.75);
        return Small.data(rows).withWeights(weights);
    }

    @ParameterizedTest
    @CsvSource({"12, 12, 2", "12, 12, 3", "10, 10, 4", "11, 7, 3", "13, 6, 6", "9, 4, 100"})
    void partsOfABatchGiveTheUpdateOfTheWhole(int rows, int batch, int parts) {
        Fit fit = Fit.epochs(3).batchSize(batch).validationData(Small.data(5));
        try (Model whole = model();
                Model split = model()) {
            History expected = whole.fit(weighted(rows), fit);
            History got = split.fit(weighted(rows), fit.accumulate(parts));
            assertArrayEquals(Small.weights(whole), Small.weights(split), TOLERANCE);
            assertEquals(expected.steps(), got.steps());
            for (String figure : expected.names()) {
                assertArrayEquals(expected.get(figure), got.get(figure), TOLERANCE, figure);
            }
        }
    }

    @Test
    void dropoutDrawsForARowWhereverItsPartBegins() {
        try (Model one = model();
                Model other = model()) {
            Fit fit = Fit.epochs(1).batchSize(8).inOrder();
            one.fit(Small.data(8), fit.accumulate(8));
            Dataset shifted = Small.data(8).rows(new int[] {1, 2, 3, 4, 5, 6, 7, 0});
            other.fit(shifted, fit.accumulate(8));
            double[] expected = Small.weights(one);
            double[] shiftedWeights = Small.weights(other);
            assertTrue(
                    IntStream.range(0, expected.length).anyMatch(i -> Math.abs(expected[i] - shiftedWeights[i]) > 1e-3),
                    "every row had the same mask");
        }
    }

    @Test
    void partsTakeLessMemory() {
        try (Model model = model()) {
            assertEquals(model.memoryPlan(512, 1).bytes(), model.memoryPlan(512).bytes());
            long whole = model.memoryPlan(512).totalBytes();
            long split = model.memoryPlan(512, 8).totalBytes();
            assertTrue(split < whole / 2, split + " of " + whole);
        }
    }
}
