package dev.hebb.model;

import static dev.hebb.nn.Activations.sigmoid;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.data.DataException;
import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.train.DataMismatchException;
import dev.hebb.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Data that does not go with the model is refused wherever it is given, before anything changes. */
class BadDataTest {
    private static final int ROWS = 6;

    private final Dataset data = Small.data(ROWS);
    private final Model model = Small.model();

    @AfterEach
    void close() {
        model.close();
    }

    /** Every way to give a model rows with targets. */
    private Map<String, Executable> entries(Model to, Dataset rows) {
        Map<String, Executable> entries = new LinkedHashMap<>(inputEntries(to, rows));
        entries.put("fit", () -> to.fit(rows, Fit.epochs(1)));
        entries.put(
                "fitAsync",
                () -> to.fitAsync(rows, Fit.epochs(1), Runnable::run).await());
        entries.put("validation data", () -> to.fit(data, Fit.epochs(1).validationData(rows)));
        entries.put("partialFit", () -> to.partialFit(rows));
        entries.put("evaluate", () -> to.evaluate(rows));
        entries.put("gradients", () -> to.gradients(rows));
        return entries;
    }

    /** Every way to give a model rows to predict. */
    private static Map<String, Executable> inputEntries(Model to, Dataset rows) {
        Map<String, Executable> entries = new LinkedHashMap<>();
        entries.put("predict", () -> to.predict(rows));
        entries.put("predictor", () -> {
            try (Predictor predictor = to.predictor()) {
                predictor.predict(rows);
            }
        });
        return entries;
    }

    private void refusedEverywhere(Dataset rows, String... parts) {
        double[] before = Small.weights(model);
        entries(model, rows).forEach((name, entry) -> Refused.by(DataMismatchException.class, entry, parts));
        assertArrayEquals(before, Small.weights(model));
    }

    private void refusedAsTargets(Dataset rows, String... parts) {
        Map<String, Executable> entries = entries(model, rows);
        entries.keySet().removeAll(inputEntries(model, rows).keySet());
        entries.forEach((name, entry) -> Refused.by(DataMismatchException.class, entry, parts));
    }

    @Test
    void inputsOfAnotherShape() {
        refusedEverywhere(
                Dataset.of(new float[ROWS][5], Small.classes(ROWS)),
                "expected [batch, 4]",
                "got [batch, 5]",
                "input input",
                "reshape");
        Dataset images = Dataset.of(Nd4j.zeros(ROWS, 2, 2), Nd4j.createFromArray(Small.classes(ROWS)));
        refusedEverywhere(images, "expected [batch, 4]", "got [batch, 2, 2]");
        try (INDArray wide = Nd4j.zeros(ROWS, 5)) {
            Refused.by(DataMismatchException.class, () -> model.predict(wide), "expected [batch, 4]", "got [batch, 5]");
            Refused.by(
                    DataMismatchException.class,
                    () -> model.output("dense_1", wide),
                    "expected [batch, 4]",
                    "got [batch, 5]");
        }
    }

    @Test
    void anotherNumberOfInputs() {
        INDArray x = Small.array(ROWS);
        Map<String, INDArray> two = Map.of("a", x, "b", x);
        INDArray y = Nd4j.createFromArray(Small.classes(ROWS));
        refusedEverywhere(Dataset.of(two, Map.of("", y)), "expected 1 inputs [input]", "got 2 columns");
    }

    @Test
    void inputsOfOtherNames() {
        Tensor a = Tensor.input("a", 1);
        Tensor b = Tensor.input("b", 1);
        try (Model both = Model.inputs(a, b).outputs(Dense.of(1).apply(Tensor.concatenate(-1, a, b)))) {
            INDArray x = Nd4j.zeros(2, 1);
            Refused.by(
                    DataMismatchException.class,
                    () -> both.predict(Dataset.of(Map.of("b", x, "c", x), Map.of())),
                    "[a, b]",
                    "b",
                    "c");
        }
    }

    @Test
    void targetsOfAnotherShapeOrNumber() {
        refusedAsTargets(Dataset.of(Small.x(ROWS)), "expected targets for [dense_2]", "got 0 columns");
        refusedAsTargets(
                Dataset.of(Small.array(ROWS), Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.INT32, ROWS, 2)),
                "one class per row",
                "[batch, 2]",
                "dense_2");
        try (Model regression =
                Sequential.input(Small.FEATURES).add(Dense.of(2)).compile(Sgd.of(0.1), Losses.meanSquaredError())) {
            Refused.by(
                    DataMismatchException.class,
                    () -> regression.partialFit(Dataset.of(Small.x(ROWS), new float[ROWS][3])),
                    "expected targets [batch, 2]",
                    "got [batch, 3]",
                    "dense_1",
                    "mean_squared_error");
            Refused.by(
                    DataMismatchException.class,
                    () -> regression.partialFit(data),
                    "expected targets [batch, 2]",
                    "got [batch]",
                    "one-hot");
        }
    }

    @Test
    void inputsAndTargetsOfUnequalLength() {
        Refused.by(DataException.class, () -> Dataset.of(Small.x(4), new int[3]), "as many rows", "4", "3");
        Refused.by(DataException.class, () -> model.fit(Small.array(4), Nd4j.zeros(3), Fit.epochs(1)), "as many rows");
        Refused.by(DataException.class, () -> data.withWeights(1, 2), "6 weights", "got 2");
    }

    @Test
    void classesOutsideTheModels() {
        refusedAsTargets(
                Dataset.of(Small.x(3), new int[] {0, 1, 3}),
                "classes from 0 to 2",
                "got 3 in row 2",
                "dense_2",
                "widen the last layer");
        refusedAsTargets(Dataset.of(Small.x(3), new int[] {0, -1, 2}), "classes from 0 to 2", "got -1 in row 1");
    }

    @Test
    void classesOfTheWrongType() {
        Dataset real = Dataset.of(Small.x(2), new float[] {0, 1});
        refusedAsTargets(real, "expected int classes", "real numbers", "dense_2", "withIntTargets()");
        assertDoesNotThrow(() -> model.partialFit(real.withIntTargets()));
        Refused.by(
                DataException.class,
                () -> Dataset.of(Small.x(2), new float[] {0, 1.5f}).withIntTargets(),
                "whole numbers",
                "got 1.5 in row 1");
        INDArray onehot = Nd4j.eye(3);
        Refused.by(
                DataMismatchException.class,
                () -> model.partialFit(Small.array(3), onehot),
                "expected int classes",
                "categoricalCrossEntropy");
    }

    @Test
    void targetsOfTwoClassesOutsideZeroAndOne() {
        for (Loss loss : List.of(Losses.binaryCrossEntropy(), Losses.binaryCrossEntropyFromLogits())) {
            Sequential bare = Sequential.input(Small.FEATURES);
            bare.add(loss.expects() == Loss.Expects.LOGITS ? Dense.of(1) : Dense.of(1, sigmoid()));
            try (Model binary = bare.compile(Sgd.of(0.1), loss, Metrics.accuracy())) {
                String[] parts = {
                    "probabilities from 0 to 1", "row 1", "dense_1", loss.name(), "number two classes 0 and 1"
                };
                Refused.by(
                        DataMismatchException.class,
                        () -> binary.partialFit(Dataset.of(Small.x(2), new int[] {1, 2})),
                        parts);
                Refused.by(
                        DataMismatchException.class,
                        () -> binary.partialFit(Dataset.of(Small.x(2), new float[] {1, -1})),
                        parts);
                assertDoesNotThrow(() -> binary.partialFit(Dataset.of(Small.x(3), new int[] {1, 0, 1})));
                assertDoesNotThrow(() -> binary.partialFit(Dataset.of(Small.x(2), new float[] {0.25f, 1})));
            }
        }
        try (Model soft = Small.bare().compile(Sgd.of(0.1), Losses.categoricalCrossEntropy())) {
            float[][] percent = {{20, 80, 0}};
            Refused.by(
                    DataMismatchException.class,
                    () -> soft.partialFit(Dataset.of(Small.x(1), percent)),
                    "got 20.0 in row 0, element 0");
        }
    }

    @Test
    void numbersThatAreNotFinite() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[][] x = Small.x(ROWS);
            x[4][2] = bad;
            refusedEverywhere(
                    Dataset.of(x, Small.classes(ROWS)),
                    "finite numbers",
                    "got " + bad,
                    "row 4, element 2",
                    "input",
                    "impute or drop");
            float[] y = new float[ROWS];
            y[5] = bad;
            try (Model regression =
                    Sequential.input(Small.FEATURES).add(Dense.of(1)).compile(Sgd.of(0.1), Losses.meanSquaredError())) {
                Refused.by(
                        DataMismatchException.class,
                        () -> regression.partialFit(Dataset.of(Small.x(ROWS), y)),
                        "finite numbers",
                        "got " + bad,
                        "row 5",
                        "targets of output dense_1");
            }
        }
    }

    @Test
    void numbersTooLargeForFloat32() {
        double[][] x = {{1, 2, 3, 4}, {1, 2, 1e300, 4}};
        refusedEverywhere(Dataset.of(x, new int[] {0, 1}), "float32", "got 1.0E300", "row 1, element 2", "float64");
        try (Model wide = Small.compiled(Small.bare().precision(Precision.FLOAT64))) {
            assertDoesNotThrow(() -> wide.evaluate(Dataset.of(x, new int[] {0, 1})));
        }
    }

    @Test
    void noRows() {
        Refused.by(DataException.class, () -> Dataset.of(new float[0][4], new int[0]), "one row or more");
        Refused.by(DataException.class, () -> Dataset.of(new float[0][]), "one row or more");
        Refused.by(DataException.class, () -> model.predict(Nd4j.empty()), "one row or more");
        Refused.by(DataException.class, () -> data.rows(new int[0]), "one row or more");
        refusedEverywhere(new NoRows(), "at least one row", "none");
    }

    /** A dataset of a user's own that forgets the rule. */
    private record NoRows() implements Dataset {
        @Override
        public int rows() {
            return 0;
        }

        @Override
        public List<Column> inputs() {
            return Small.data(1).inputs();
        }

        @Override
        public List<Column> targets() {
            return Small.data(1).targets();
        }

        @Override
        public Optional<Column> weights() {
            return Optional.empty();
        }

        @Override
        public Dataset rows(int[] indices) {
            return this;
        }
    }

    @Test
    void validationDataIsSaidToBeIt() {
        Dataset wide = Dataset.of(new float[2][5], new int[2]);
        Refused.by(
                DataMismatchException.class,
                () -> model.fit(data, Fit.epochs(1).validationData(wide)),
                "got [batch, 5]",
                "in the validation data");
    }

    @Test
    void aBatchLargerThanTheData() {
        Refused.by(
                IllegalArgumentException.class,
                () -> model.fit(data, Fit.epochs(1).batchSize(7)),
                "at most the 6 training rows",
                "got 7",
                "smaller batch");
        Refused.by(
                IllegalArgumentException.class,
                () -> model.fit(data, Fit.epochs(1).batchSize(6).validationSplit(0.5)),
                "the 3 training rows",
                "got 6");
        assertEquals(1, model.fit(data, Fit.epochs(1).batchSize(6)).steps());
    }

    @Test
    void aSplitThatLeavesASideEmpty() {
        Refused.by(
                DataException.class,
                () -> model.fit(data, Fit.epochs(1).validationSplit(0.01)),
                "at least one row on each side",
                "0.01");
    }

    @Test
    void anArrayThatWasClosed() {
        INDArray x = Small.array(2);
        x.close();
        Refused.by(DataException.class, () -> model.predict(x), "open array", "closed");
        Refused.by(DataException.class, () -> model.fit(x, Nd4j.zeros(2), Fit.epochs(1)), "open array", "closed");
    }
}
