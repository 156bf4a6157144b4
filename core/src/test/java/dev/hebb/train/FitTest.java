package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hebb.Golden;
import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Refused;
import dev.hebb.model.Sequential;
import dev.hebb.model.Small;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Lambda;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Schedule;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class FitTest {
    private static final int ROWS = 10;

    private final Dataset data = Small.data(ROWS);

    @Test
    void settingsOutOfRangeAreRefused() {
        Fit fit = Fit.epochs(1);
        Refused.by(IllegalArgumentException.class, () -> Fit.epochs(0), "1 or more epochs", "got 0");
        Refused.by(IllegalArgumentException.class, () -> fit.batchSize(0), "batch size of 1 or more", "got 0");
        Refused.by(IllegalArgumentException.class, () -> fit.validationSplit(1), "from 0 to below 1", "got 1.0");
        Refused.by(IllegalArgumentException.class, () -> fit.validationSplit(-0.1), "got -0.1");
        Refused.by(IllegalArgumentException.class, () -> fit.validationSplit(Double.NaN), "got NaN");
        Refused.by(IllegalArgumentException.class, () -> fit.accumulate(0), "1 or more micro-batches");
        Refused.by(IllegalArgumentException.class, () -> fit.timeLimit(Duration.ZERO), "time limit above 0");
        Refused.by(IllegalArgumentException.class, () -> fit.timeLimit(Duration.ofMillis(-1)), "time limit above 0");
        Refused.by(IllegalArgumentException.class, () -> fit.memoryLimit(-1), "got -1");
        Refused.by(
                IllegalArgumentException.class, () -> fit.validationSplit(0.5).validationData(data), "not both");
    }

    @Test
    void theLastSmallerBatchIsKeptOrDropped() {
        JsonNode lecture = Golden.read("lectures.json").get("update_counts").get(0);
        int rows = lecture.get("rows").asInt();
        int batch = lecture.get("batch").asInt();
        Fit fit = Fit.epochs(1).batchSize(batch);
        try (Model model = Small.model()) {
            assertEquals(
                    lecture.get("updates").asLong(),
                    model.fit(Small.data(rows), fit).steps());
            assertEquals(
                    rows / batch,
                    model.fit(Small.data(rows), fit.remainder(Remainder.DROP)).steps());
        }
    }

    @Test
    void theBatchIs32OrAllRowsWhereThereAreFewer() {
        try (Model model = Small.model()) {
            assertEquals(1, model.fit(data, Fit.epochs(1)).steps());
            assertEquals(3, model.fit(Small.data(65), Fit.epochs(1)).steps());
        }
    }

    @Test
    void historyHasKerasKeys() {
        try (Model model = Small.model()) {
            History history = model.fit(data, Fit.epochs(3).validationSplit(0.2));
            assertEquals(Set.of("loss", "accuracy", "val_loss", "val_accuracy"), history.names());
            assertEquals(3, history.get("val_accuracy").length);
            assertEquals(history.last().get("loss"), history.get("loss")[2]);
            assertEquals(StopReason.COMPLETED, history.stopReason());
            Refused.by(IllegalArgumentException.class, () -> history.get("acc"), "val_accuracy", "'acc'");
        }
    }

    @Test
    void historyOfSeveralOutputsHasTheirLossesAndMetrics() {
        Tensor in = Tensor.input("x", Small.FEATURES);
        Model model = Model.inputs(in)
                .outputs(
                        Dense.of(1).named("size").apply(in),
                        Dense.of(1).named("age").apply(in));
        try (model) {
            model.compile(
                    Sgd.of(0.01),
                    Loss.on("size", Losses.meanSquaredError()).and("age", Losses.meanAbsoluteError(), 0.5),
                    Map.of("age", List.of(Metrics.meanSquaredError())));
            try (INDArray x = Small.array(ROWS);
                    INDArray y = x.getColumns(0)) {
                Dataset both = Dataset.of(Map.of("x", x), Map.of("size", y, "age", y));
                History history = model.fit(both, Fit.epochs(1).validationData(both));
                assertEquals(
                        Set.of(
                                "loss",
                                "size_loss",
                                "age_loss",
                                "age_mse",
                                "val_loss",
                                "val_size_loss",
                                "val_age_loss",
                                "val_age_mse"),
                        history.names());
                Figures last = history.last();
                assertEquals(last.get("loss"), last.get("size_loss") + 0.5 * last.get("age_loss"), 1e-6);
            }
        }
    }

    @Test
    void aSplitHoldsOutTheLastRows() {
        try (Model split = Small.model();
                Model apart = Small.model()) {
            Fit fit = Fit.epochs(2).batchSize(3);
            History one = split.fit(data, fit.validationSplit(0.3));
            History other = apart.fit(Small.data(ROWS, 0, 7), fit.validationData(Small.data(ROWS, 7, ROWS)));
            assertArrayEquals(Small.weights(apart), Small.weights(split));
            assertArrayEquals(other.get("val_loss"), one.get("val_loss"));
            assertEquals(
                    split.evaluate(Small.data(ROWS, 7, ROWS)).get("loss"),
                    one.last().get("val_loss"));
        }
    }

    @Test
    void theLossOfAnEpochIsTheMeanOverItsRows() {
        List<Double> batches = new ArrayList<>();
        Callback listener = Callback.onBatchEnd((training, step, figures) -> batches.add(figures.get("loss")));
        try (Model model = Small.compiled(Small.bare().precision(Precision.FLOAT64))) {
            History history = model.fit(data, Fit.epochs(1).batchSize(4).callbacks(listener));
            double mean = (4 * batches.get(0) + 4 * batches.get(1) + 2 * batches.get(2)) / ROWS;
            assertEquals(mean, history.last().get("loss"), 1e-12);
        }
    }

    @Test
    void twoFitsInARowAreOne() {
        try (Model twice = Small.bare();
                Model once = Small.bare()) {
            for (Model model : List.of(twice, once)) {
                model.compile(Adam.of(0.01), Losses.sparseCategoricalCrossEntropy());
            }
            twice.fit(data, Fit.epochs(1).batchSize(4));
            twice.fit(data, Fit.epochs(2).batchSize(4));
            once.fit(data, Fit.epochs(3).batchSize(4));
            assertArrayEquals(Small.weights(once), Small.weights(twice));
        }
    }

    @Test
    void partialFitIsOneUpdateOfAllItsRows() {
        try (Model partial = Small.model();
                Model whole = Small.model()) {
            for (int row = 0; row < 3; row++) {
                Figures before = partial.evaluate(Small.data(ROWS, row, row + 1));
                Figures told = partial.partialFit(Small.data(ROWS, row, row + 1));
                assertEquals(before.get("loss"), told.get("loss"), 1e-6);
            }
            partial.partialFit(Small.data(ROWS, 3, ROWS));
            assertEquals(
                    3,
                    whole.fit(Small.data(ROWS, 0, 3), Fit.epochs(1).batchSize(1).inOrder())
                            .steps());
            whole.fit(Small.data(ROWS, 3, ROWS), Fit.epochs(1).inOrder());
            assertArrayEquals(Small.weights(whole), Small.weights(partial));
        }
    }

    @Test
    void theTimeLimitIsKeptToWithinOneBatch() {
        Duration limit = Duration.ofMillis(400);
        Callback slow = Callback.onBatchEnd((training, step, figures) -> sleep(step == 2 ? limit : Duration.ZERO));
        try (Model model = Small.model()) {
            model.fit(data, Fit.epochs(1));
            History history = model.fit(
                    data, Fit.epochs(1000).batchSize(5).timeLimit(limit).callbacks(slow));
            assertEquals(StopReason.TIME_LIMIT, history.stopReason());
            assertEquals(1, history.steps());
            assertTrue(history.epochs().isEmpty(), "a part of an epoch has no figures");
            assertTrue(history.seconds() >= 0.4);
        }
    }

    @Test
    void aTimeLimitPastAllClocksIsNone() {
        try (Model model = Small.model()) {
            Fit fit = Fit.epochs(1).timeLimit(Duration.ofSeconds(Long.MAX_VALUE));
            assertEquals(StopReason.COMPLETED, model.fit(data, fit).stopReason());
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theScheduleIsAskedWithEpochsAndStepsOverAllFits() {
        List<String> asked = new ArrayList<>();
        Schedule schedule = (epoch, step) -> {
            asked.add(epoch + ":" + step);
            return 0.1;
        };
        try (Model model = Small.bare()) {
            model.compile(Sgd.of(1).withSchedule(schedule), Losses.sparseCategoricalCrossEntropy());
            model.fit(data, Fit.epochs(2).batchSize(5));
            model.fit(data, Fit.epochs(1).batchSize(10));
            assertEquals(List.of("0:0", "0:1", "1:2", "1:3", "2:4"), asked);
        }
    }

    @Test
    void aRateOfTheScheduleThatCannotBeUsedIsRefusedBeforeTheUpdate() {
        for (double rate : new double[] {Double.NaN, -0.1, Double.POSITIVE_INFINITY, 1e39}) {
            Schedule schedule = (epoch, step) -> step == 0 ? 0.1 : rate;
            try (Model model = Small.bare()) {
                model.compile(Sgd.of(1).withSchedule(schedule), Losses.sparseCategoricalCrossEntropy());
                model.partialFit(data);
                double[] before = Small.weights(model);
                Refused.by(
                        IllegalArgumentException.class,
                        () -> model.fit(data, Fit.epochs(1)),
                        "learning rate",
                        "" + rate,
                        "update 2",
                        "schedule");
                assertArrayEquals(before, Small.weights(model));
            }
        }
    }

    @Test
    void rowsThatPadABatchNeverCount() {
        Lambda direction =
                Lambda.of("direction", x -> x.over(x.square().sumOver(-1).sqrt()));
        try (Model model = Small.compiled(Sequential.input(Small.FEATURES)
                .add(direction, Dense.of(Small.CLASSES, dev.hebb.nn.Activations.softmax())))) {
            Figures whole = model.evaluate(Small.data(ROWS, 0, 8));
            Figures padded = model.evaluate(Small.data(ROWS, 0, 5));
            Figures rest = model.evaluate(Small.data(ROWS, 5, 8));
            assertFalse(Double.isNaN(padded.get("loss")), padded.toString());
            assertEquals(whole.get("loss"), (5 * padded.get("loss") + 3 * rest.get("loss")) / 8, 1e-6);
        }
    }

    @Test
    void rowsOfNoWeightTeachNothing() {
        double[] weights = {1, 0, 2, 1, 0};
        try (Model weighted = Small.compiled(Small.bare().precision(Precision.FLOAT64));
                Model repeated = Small.compiled(Small.bare().precision(Precision.FLOAT64))) {
            Dataset five = Small.data(ROWS, 0, 5);
            weighted.fit(five.withWeights(weights), Fit.epochs(3).batchSize(5));
            repeated.fit(five.rows(new int[] {0, 2, 2, 3}), Fit.epochs(3).batchSize(4));
            assertArrayEquals(Small.weights(repeated), Small.weights(weighted), 1e-12);
        }
    }

    @Test
    void evaluationChangesNothing() {
        try (Model model = Small.model()) {
            model.fit(data, Fit.epochs(1));
            double[] before = Small.weights(model);
            Figures first = model.evaluate(data);
            assertEquals(first, model.evaluate(data));
            assertArrayEquals(before, Small.weights(model));
            assertThrows(IllegalArgumentException.class, () -> first.get("val_loss"));
        }
    }
}
