package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.graph.Value;
import dev.hebb.io.RecordCodec;
import dev.hebb.metric.Metric.Scored;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricsTest {
    private static final double NAN = Double.NaN;

    static Stream<Metric> ofClasses() {
        return Stream.of(
                Metrics.accuracy(),
                Metrics.topKAccuracy(2),
                Metrics.balancedAccuracy(),
                Metrics.precision(Average.MACRO),
                Metrics.recall(Average.WEIGHTED),
                Metrics.f1(Average.MICRO),
                Metrics.f1(Average.MACRO),
                Metrics.matthews(),
                Metrics.cohenKappa(),
                Metrics.brier());
    }

    static Stream<Metric> ofValues() {
        return Stream.of(
                Metrics.meanSquaredError(),
                Metrics.rootMeanSquaredError(),
                Metrics.meanAbsoluteError(),
                Metrics.r2(),
                new R2(0.25),
                Metrics.explainedVariance(),
                new ExplainedVariance(0.25),
                Metrics.binaryAccuracy());
    }

    static Stream<Metric> all() {
        return Stream.concat(ofClasses(), ofValues());
    }

    private static double[] gaussians(Random random, int count) {
        return random.doubles(count).map(x -> 4 * x - 2).toArray();
    }

    @ParameterizedTest
    @MethodSource("ofClasses")
    void paddingRowsOfNotANumberDoNotCountForClasses(Metric metric) {
        Random random = TestRandom.of("padding " + metric.name());
        double[] p = gaussians(random, 12);
        int[] t = {0, 2, 1, 2};
        double[] padded = Arrays.copyOf(p, 18);
        Arrays.fill(padded, 12, 18, NAN);
        double want = Scoring.of(metric).classes(p, t, 4, 3);
        double got = Scoring.of(metric).weights(1, 1, 1, 1, 0, 0).classes(padded, Arrays.copyOf(t, 6), 6, 3);
        assertEquals(want, got, 1e-12, TestRandom.describe(metric.name()));
    }

    @ParameterizedTest
    @MethodSource("ofValues")
    void paddingRowsOfNotANumberDoNotCountForValues(Metric metric) {
        Random random = TestRandom.of("padding " + metric.name());
        double[] p = gaussians(random, 8);
        double[] t = gaussians(random, 8);
        double[] paddedP = Arrays.copyOf(p, 10);
        double[] paddedT = Arrays.copyOf(t, 10);
        paddedP[8] = NAN;
        paddedP[9] = Double.POSITIVE_INFINITY;
        paddedT[9] = NAN;
        double want = Scoring.of(metric).figure(p, t, 4, 2);
        double got = Scoring.of(metric).weights(1, 1, 1, 1, 0).figure(paddedP, paddedT, 5, 2);
        assertEquals(want, got, 1e-12, TestRandom.describe(metric.name()));
    }

    @ParameterizedTest
    @MethodSource("ofValues")
    void aWeightOfTwoIsTheRowTwiceForValues(Metric metric) {
        Random random = TestRandom.of("weights " + metric.name());
        double[] p = gaussians(random, 3);
        double[] t = gaussians(random, 3);
        double got = Scoring.of(metric).weights(1, 2, 1).figure(p, t, 3, 1);
        double want = Scoring.of(metric)
                .figure(new double[] {p[0], p[1], p[1], p[2]}, new double[] {t[0], t[1], t[1], t[2]}, 4, 1);
        assertEquals(want, got, 1e-9, TestRandom.describe(metric.name()));
    }

    @ParameterizedTest
    @MethodSource("ofClasses")
    void aWeightOfTwoIsTheRowTwiceForClasses(Metric metric) {
        double[] row0 = {0.1, 0.5, 0.4};
        double[] row1 = {0.6, 0.3, 0.1};
        double got = Scoring.of(metric).weights(1, 2).classes(join(row0, row1), new int[] {1, 2}, 2, 3);
        double want = Scoring.of(metric).classes(join(row0, row1, row1), new int[] {1, 2, 2}, 3, 3);
        assertEquals(want, got, 1e-12);
    }

    private static double[] join(double[]... rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    @ParameterizedTest
    @MethodSource("all")
    void figuresDoNotDependOnTheBatchSize(Metric metric) {
        Random random = TestRandom.of("batches " + metric.name());
        double[] p = gaussians(random, 33);
        boolean isOfClasses = ofClasses().anyMatch(metric::equals);
        int[] classes = random.ints(11, 0, 3).toArray();
        double[] t = gaussians(random, 33);
        double want = isOfClasses
                ? Scoring.of(metric).classes(p, classes, 11, 3)
                : Scoring.of(metric).figure(p, t, 11, 3);
        for (int batch : new int[] {1, 2, 5, 11}) {
            Scoring scoring = Scoring.of(metric).batches(batch);
            double got = isOfClasses ? scoring.classes(p, classes, 11, 3) : scoring.figure(p, t, 11, 3);
            assertEquals(want, got, 1e-9, TestRandom.describe(metric.name() + " in batches of " + batch));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theFigureOfNoRowsIsNotANumber(Metric metric) {
        Value sums = metric.sums(new Scored(
                Value.input("p", TensorType.ofFloat(2, 3)),
                Value.input("t", TensorType.ofFloat(2, 3)),
                Value.input("w", TensorType.ofFloat(2)),
                false));
        assertTrue(Double.isNaN(metric.figure(new double[(int) sums.shape().size()])));
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyMetricIsSavedAndLoaded(Metric metric) {
        RecordCodec codec = RecordCodec.standard();
        assertEquals(metric, codec.decode(Metric.class, codec.encode(Metric.class, metric)));
    }

    @Test
    void namesAreThoseOfTheTrainingSpec() {
        assertEquals(
                List.of("accuracy", "f1_macro", "precision_weighted", "top_5_accuracy", "mse", "rmse", "mae", "r2"),
                Stream.of(
                                Metrics.accuracy(),
                                Metrics.f1(Average.MACRO),
                                Metrics.precision(Average.WEIGHTED),
                                Metrics.topKAccuracy(5),
                                Metrics.meanSquaredError(),
                                Metrics.rootMeanSquaredError(),
                                Metrics.meanAbsoluteError(),
                                Metrics.r2())
                        .map(Metric::name)
                        .toList());
    }

    @Test
    void errorsAreBetterLowAndScoresBetterHigh() {
        assertFalse(Metrics.meanSquaredError().isHigherBetter());
        assertFalse(Metrics.rootMeanSquaredError().isHigherBetter());
        assertFalse(Metrics.meanAbsoluteError().isHigherBetter());
        assertFalse(Metrics.logLoss().isHigherBetter());
        assertFalse(Metrics.brier().isHigherBetter());
        ofClasses()
                .filter(metric -> !metric.equals(Metrics.brier()))
                .forEach(metric -> assertTrue(metric.isHigherBetter(), metric.name()));
        assertTrue(Metrics.explainedVariance().isHigherBetter());
        assertTrue(Metrics.r2().isHigherBetter());
    }

    @Test
    void accuracyOfOneOutputUsesOneHalfForProbabilitiesAndZeroForLogits() {
        double[] p = {0.4, 0.6, 0.2, -0.3};
        double[] t = {1, 1, 0, 0};
        assertEquals(0.75, Scoring.of(Metrics.accuracy()).figure(p, t, 4, 1));
        assertEquals(0.75, Scoring.of(Metrics.accuracy()).classes(p, new int[] {1, 1, 0, 0}, 4, 1));
        assertEquals(0.75, Scoring.of(Metrics.accuracy()).classes(p, new int[] {1, 1, 0, 0}, 4));
        assertEquals(0.75, Scoring.of(Metrics.accuracy()).logits().figure(p, t, 4, 1));
        double[] far = {0.4, 0.6, -0.2, -0.3};
        assertEquals(1, Scoring.of(Metrics.accuracy()).logits().figure(far, t, 4, 1));
    }

    @Test
    void accuracyOfOneHotTargetsComparesTheLargestElements() {
        double[] p = {0.2, 0.8, 0.6, 0.4, 0.1, 0.9};
        assertEquals(2.0 / 3, Scoring.of(Metrics.accuracy()).figure(p, new double[] {0, 1, 0, 1, 0, 1}, 3, 2), 1e-12);
    }

    @Test
    void binaryAccuracyCountsEveryLabelOfARow() {
        double[] p = {0.9, 0.9, 0.1, 0.4};
        double[] t = {1, 1, 0, 1};
        assertEquals(0.75, Scoring.of(Metrics.binaryAccuracy()).figure(p, t, 2, 2));
        assertEquals(0.5, Scoring.of(Metrics.accuracy()).figure(new double[] {0.9, 0.8, 0.4, 0.1}, t, 2, 2));
    }

    @Test
    void binaryConfusionCountsBothClasses() {
        double[] p = {0.9, 0.8, 0.3, 0.6};
        int[] t = {1, 0, 0, 1};
        double f1OfOne = 2 * 2 / 5.0;
        double f1OfZero = 2 / 3.0;
        assertEquals(
                (f1OfOne + f1OfZero) / 2, Scoring.of(Metrics.f1(Average.MACRO)).classes(p, t, 4, 1), 1e-12);
        assertEquals(
                (f1OfOne + f1OfZero) / 2,
                Scoring.of(Metrics.f1(Average.MACRO)).figure(p, new double[] {1, 0, 0, 1}, 4),
                1e-12);
    }

    @Test
    void classesThatNeverOccurAreLeftOutOfTheMacroAverage() {
        double[] p = {0.9, 0.1, 0, 0.2, 0.8, 0};
        assertEquals(1, Scoring.of(Metrics.f1(Average.MACRO)).classes(p, new int[] {0, 1}, 2, 3));
        assertEquals(1, Scoring.of(Metrics.balancedAccuracy()).classes(p, new int[] {0, 1}, 2, 3));
    }

    @Test
    void topKNeverCountsNotANumberAsRight() {
        assertEquals(0, Scoring.of(Metrics.topKAccuracy(2)).classes(new double[] {NAN, NAN, NAN}, new int[] {0}, 1, 3));
        assertEquals(0, Scoring.of(Metrics.topKAccuracy(1)).classes(new double[] {1, 1, 0}, new int[] {0}, 1, 3));
        assertEquals(1, Scoring.of(Metrics.topKAccuracy(2)).classes(new double[] {1, 1, 0}, new int[] {0}, 1, 3));
    }

    @Test
    void aPredictionOfNotANumberInARealRowShowsInTheError() {
        assertTrue(Double.isNaN(
                Scoring.of(Metrics.meanSquaredError()).figure(new double[] {NAN, 1}, new double[] {1, 1}, 2, 1)));
        assertTrue(Double.isNaN(Scoring.of(Metrics.r2()).figure(new double[] {NAN, 1}, new double[] {1, 1}, 2, 1)));
    }

    @Test
    void intTargetsOfARegressionAreComparedAsNumbers() {
        assertEquals(2.5, Scoring.of(Metrics.meanSquaredError()).classes(new double[] {1, 5}, new int[] {2, 3}, 2, 1));
    }

    @Test
    void r2OfSeveralColumnsIsTheMeanOfTheirs() {
        double[] t = {1, 10, 2, 30, 3, 20};
        double[] p = {1, 20, 2, 20, 3, 20};
        assertEquals(0.5, Scoring.of(Metrics.r2()).figure(p, t, 3, 2), 1e-12);
    }

    @Test
    void r2OfEqualTargetsIsOneForExactPredictionsAndElseZero() {
        assertEquals(1, Scoring.of(Metrics.r2()).figure(new double[] {4, 4}, new double[] {4, 4}, 2, 1));
        assertEquals(0, Scoring.of(Metrics.r2()).figure(new double[] {4, 5}, new double[] {4, 4}, 2, 1));
    }

    @Test
    void theCentreOfR2ChangesItsSumsButNotItsFigure() {
        double[] t = {1001, 1002, 1004};
        double[] p = {1001, 1003, 1004};
        double want = 1 - 1 / (14.0 / 3);
        assertEquals(want, Scoring.of(Metrics.r2()).figure(p, t, 3, 1), 1e-6);
        assertEquals(want, Scoring.of(new R2(1000)).figure(p, t, 3, 1), 1e-12);
        assertNotEquals(new R2(0), new R2(1000));
    }

    @Test
    void rootMeanSquaredErrorIsTheRootOfTheWholeMean() {
        assertEquals(
                Math.sqrt(12.5),
                Scoring.of(Metrics.rootMeanSquaredError())
                        .batches(1)
                        .figure(new double[] {3, 4}, new double[] {0, 0}, 2, 1),
                1e-12);
    }

    @ParameterizedTest
    @MethodSource("all")
    void targetsOfAnotherSizeAreRefusedWithTheMetricsName(Metric metric) {
        Scored wrong = new Scored(
                Value.input("p", TensorType.ofFloat(4, 3)),
                Value.input("t", TensorType.ofFloat(4, 2)),
                Value.input("w", TensorType.ofFloat(4)),
                false);
        String message =
                assertThrows(ShapeException.class, () -> metric.sums(wrong)).getMessage();
        assertTrue(
                message.contains("[4, 2]") && message.contains("[4, 3]") && message.contains(metric.name()), message);
    }

    @Test
    void moreTopClassesThanThereAreClassesAreRefused() {
        Scored three = new Scored(
                Value.input("p", TensorType.ofFloat(4, 3)),
                Value.input("t", TensorType.ofInt(4)),
                Value.input("w", TensorType.ofFloat(4)),
                false);
        assertThrows(ShapeException.class, () -> Metrics.topKAccuracy(4).sums(three));
        assertThrows(IllegalArgumentException.class, () -> Metrics.topKAccuracy(0));
        assertThrows(IllegalArgumentException.class, () -> new R2(NAN));
    }
}
