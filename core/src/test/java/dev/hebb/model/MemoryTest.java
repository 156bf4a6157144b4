package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.BackendException;
import dev.hebb.data.Dataset;
import dev.hebb.data.Datasets;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Initializer;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Sgd;
import dev.hebb.runtime.MemoryLimitException;
import dev.hebb.shape.Precision;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Fit;
import dev.hebb.train.MemoryPlan;
import dev.hebb.train.Remainder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a model takes: planned before, limited, and all given back. */
class MemoryTest {
    private final Recorder recorder = Recorder.install();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(0, recorder.openBytes());
        assertEquals(0, recorder.openBackends());
        recorder.close();
    }

    private static Model model(Optimizer optimizer, Precision precision) {
        Model model = Sequential.input(Small.FEATURES)
                .add(
                        Dense.of(9, relu()).withPenalty(Penalty.l2(0.01)),
                        Dropout.of(0.2),
                        Dense.of(Small.CLASSES, softmax()))
                .precision(precision)
                .backend(Recorder.NAME);
        return model.compile(optimizer, Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
    }

    private static Model model() {
        return model(Adam.of(0.01), Precision.FLOAT32);
    }

    @Test
    void theMemoryPlanOfABatchIsWhatTrainingOnItTakes() {
        for (Precision precision : Precision.values()) {
            for (Optimizer optimizer : List.of(Sgd.of(0.1), Momentum.of(0.1), Adam.of(0.1))) {
                try (Model model = model(optimizer, precision)) {
                    MemoryPlan plan = model.memoryPlan(7);
                    assertEquals(0, recorder.openBytes(), "planning takes nothing");
                    model.fit(Small.data(14), Fit.epochs(2).batchSize(7));
                    assertEquals(plan.totalBytes(), recorder.openBytes(), () -> optimizer + "\n" + plan);
                }
            }
        }
    }

    @Test
    void batchesThatAreNoneAreRefused() {
        try (Model model = model()) {
            Refused.by(IllegalArgumentException.class, () -> model.memoryPlan(0), "1 or more rows", "got 0");
            Refused.by(
                    IllegalArgumentException.class, () -> model.memoryPlan(8, 0), "1 or more micro-batches", "got 0");
        }
    }

    @Test
    void theMemoryPlanOfPartsIsWhatTheyTake() {
        try (Model model = model()) {
            MemoryPlan plan = model.memoryPlan(10, 3);
            model.fit(Small.data(20), Fit.epochs(1).batchSize(10).accumulate(3));
            assertEquals(plan.totalBytes(), recorder.openBytes(), plan::toString);
        }
    }

    static Stream<Fit> fits() {
        Fit fit = Fit.epochs(2).batchSize(8);
        return Stream.of(
                fit,
                fit.remainder(Remainder.DROP),
                fit.validationSplit(0.2),
                fit.validationData(Small.data(1500)).callbacks(EarlyStopping.patience(3)),
                fit.validationData(Small.data(5))
                        .callbacks(EarlyStopping.patience(3).keepingLast()),
                fit.accumulate(3).validationSplit(0.3));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void theMemoryPlanOfAFitIsTheMostItTakes(Fit fit) {
        Dataset data = Small.data(21);
        try (Model model = model()) {
            MemoryPlan plan = model.memoryPlan(data, fit);
            assertEquals(0, recorder.allocations());
            long[] most = new long[1];
            model.fit(
                    data,
                    fit.callbacks(dev.hebb.train.Callback.onEpochEnd(
                            (training, epoch, figures) -> most[0] = recorder.openBytes())));
            assertEquals(plan.totalBytes(), most[0], plan::toString);
        }
    }

    @Test
    void theLimitRefusesBeforeAnythingIsAllocated() {
        Dataset data = Small.data(21);
        Fit fit = Fit.epochs(1).batchSize(8).validationSplit(0.2);
        try (Model model = model()) {
            long needed = model.memoryPlan(data, fit).totalBytes();
            Refused.by(
                    MemoryLimitException.class,
                    () -> model.fit(data, fit.memoryLimit(needed - 1)),
                    "at most " + (needed - 1) + " bytes",
                    "needs " + needed,
                    "parameters=",
                    "smaller batch");
            assertEquals(0, recorder.allocations());
            assertDoesNotThrow(() -> model.fit(data, fit.memoryLimit(needed)));
        }
    }

    @Test
    void aModelThatCouldNeverBeAllocatedCanBePlanned() {
        try (Model huge = Sequential.input(40_000)
                .add(Dense.of(40_000, relu()), Dense.of(10, softmax()))
                .backend(Recorder.NAME)) {
            huge.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy());
            MemoryPlan plan = huge.memoryPlan(1 << 20);
            assertTrue(plan.totalBytes() > 4L * 40_000 * 40_000 * 4, plan::toString);
            Dataset data = Datasets.of(new float[1][40_000], new int[1]);
            Refused.by(
                    MemoryLimitException.class,
                    () -> huge.fit(data, Fit.epochs(1).memoryLimit(1L << 30)),
                    "at most 1073741824 bytes");
        }
        assertEquals(0, recorder.allocations());
    }

    @Test
    void theTableIsTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try (Model model = model()) {
            String table = model.memoryPlan(8).toString();
            assertTrue(table.contains("total"), table);
            assertTrue(table.lines().allMatch(line -> line.endsWith(" bytes")), table);
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertEquals(table, model.memoryPlan(8).toString());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void predictionsOfAllSizesShareAFewPlans() {
        try (Model model = model();
                Predictor predictor = model.predictor()) {
            int before = recorder.linked().size();
            for (int rows = 1; rows <= 20; rows++) {
                Small.taken(predictor.predict(Small.array(rows)));
            }
            assertEquals(6, recorder.linked().size() - before, "1, 2, 4, 8, 16, 32");
        }
    }

    @Test
    void plansUnusedLongestAreClosed() {
        try (Model model = simplest()) {
            for (int rows = 1; rows <= 66; rows++) {
                model.partialFit(line(rows));
            }
            long full = recorder.openBytes();
            assertEquals(66, recorder.linked().size());
            model.partialFit(line(66));
            model.partialFit(line(3));
            assertEquals(66, recorder.linked().size(), "these are there still");
            model.partialFit(line(1));
            assertEquals(67, recorder.linked().size(), "this one was closed");
            assertTrue(recorder.openBytes() <= full);
        }
    }

    private static Dataset line(int rows) {
        float[] ones = new float[rows];
        Arrays.fill(ones, 1);
        return Dataset.of(new float[rows][1], ones);
    }

    private static Model simplest() {
        return Sequential.input(1)
                .add(Dense.of(1))
                .backend(Recorder.NAME)
                .compile(Momentum.of(0.1), Losses.meanSquaredError());
    }

    @Test
    void compilingAnewGivesTheOldMemoryBack() {
        try (Model model = model()) {
            model.fit(Small.data(8), Fit.epochs(1));
            long once = recorder.openBytes();
            for (int i = 0; i < 3; i++) {
                model.compile(Adam.of(0.01), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
                model.fit(Small.data(8), Fit.epochs(1));
                assertEquals(once, recorder.openBytes());
            }
        }
    }

    @Test
    void memoryThatCannotBeHadLeavesAModelThatCanGoOn() {
        int call = 1;
        while (failsAt(call)) {
            assertEquals(0, recorder.openBytes(), "after failure " + call);
            call++;
        }
        assertTrue(call > 12, call + " allocations and links");
    }

    /** Whether a fit fails where its {@code call}th allocation or link does; the next fit does not. */
    private boolean failsAt(int call) {
        Dataset data = line(5);
        Fit fit = Fit.epochs(2).batchSize(2).validationSplit(0.4).callbacks(EarlyStopping.patience(9));
        try (Model model = simplest()) {
            recorder.failAt(call);
            boolean failed = false;
            try {
                model.fit(data, fit);
            } catch (BackendException e) {
                failed = true;
            }
            recorder.failAt(Integer.MAX_VALUE);
            double[] losses = model.fit(data, fit).get("val_loss");
            assertEquals(2, losses.length);
            assertEquals(
                    Math.min(losses[0], losses[1]),
                    model.evaluate(data.rows(new int[] {3, 4})).get("loss"));
            return failed;
        }
    }

    @Test
    void anInitializerThatFailsLeavesNothing() {
        boolean[] fails = {true};
        Initializer initializer = (into, shape, random) -> {
            if (fails[0]) {
                throw new IllegalStateException("mine");
            }
        };
        try (Model model = Sequential.input(2)
                .add(Dense.of(3).withBiasInitializer(initializer))
                .backend(Recorder.NAME)) {
            assertEquals(
                    "mine",
                    assertThrows(IllegalStateException.class, model::weights).getMessage());
            assertEquals(0, recorder.openBytes());
            fails[0] = false;
            assertEquals(9, Small.weights(model).length, "the next use tries again");
        }
    }

    @Test
    void anOptimizerWithoutStateTakesNoneOfIt() {
        try (Model model = model(Sgd.of(0.1), Precision.FLOAT32)) {
            assertEquals(0, model.memoryPlan(4).bytes().get("optimizer state"));
        }
    }

    @Test
    void aPredictorThatCannotBeMadeLeavesNothing() {
        try (Model model = model()) {
            model.fit(Small.data(8), Fit.epochs(1));
            long before = recorder.openBytes();
            recorder.failAt(1);
            Refused.by(BackendException.class, model::predictor, "made to fail");
            assertEquals(before, recorder.openBytes());
            try (Predictor predictor = model.predictor()) {
                for (int i = 1; i < 6; i++) {
                    recorder.failAt(i);
                    try {
                        Small.taken(predictor.predict(Small.array(1 << i)));
                    } catch (BackendException e) {
                        assertTrue(e.getMessage().contains("made to fail"));
                    }
                    recorder.failAt(Integer.MAX_VALUE);
                    assertEquals((1 << i) * Small.CLASSES, Small.taken(predictor.predict(Small.array(1 << i))).length);
                }
            }
            assertEquals(before, recorder.openBytes());
        }
    }
}
