package dev.hebb.examples;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.model.Model;
import dev.hebb.model.Predictor;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.optim.ClipByGlobalNorm;
import dev.hebb.optim.Schedules;
import dev.hebb.optim.Sgd;
import dev.hebb.train.Callback;
import dev.hebb.train.CsvLog;
import dev.hebb.train.EarlyStopping;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.History;
import dev.hebb.train.ModelCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The snippets of docs/java-guide.md on models. */
class GuideModelsTest {
    private static final float[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    private static final int[] XOR = {0, 1, 1, 0};

    @Test
    void theReadmesModelIsFittedSavedAndLoaded(@TempDir Path folder) {
        Path file = folder.resolve("digits.safetensors");
        try (INDArray x = Nd4j.rand(200, 64);
                INDArray y = Nd4j.createFromArray(new int[200])) {
            try (Model model = Sequential.input(64)
                    .add(Dense.of(128, relu()), Dropout.of(0.2), Dense.of(10, softmax()))
                    .seed(1)) {
                model.compile(Adam.of(1e-3), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
                History history = model.fit(
                        Dataset.of(x, y), // INDArrays: real inputs, int classes
                        Fit.epochs(50).batchSize(128).validationSplit(0.2).callbacks(EarlyStopping.patience(2)));
                double[] validation = history.get("val_loss");
                model.save(file);

                assertTrue(validation.length > 0);
            }
        }
        float[] row = new float[64];

        try (Predictor predictor = Predictor.load(file)) { // any thread, none of your code needed
            float[] probabilities = predictor.predict(row);

            assertEquals(10, probabilities.length);
        }
    }

    @Test
    void arraysBecomeADataset() {
        float[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        int[] classes = {0, 1, 1, 0};
        Dataset data = Dataset.of(x, classes);

        Dataset fromArrays;
        try (INDArray inputs = Nd4j.create(x);
                INDArray targets = Nd4j.createFromArray(classes)) {
            fromArrays = Dataset.of(inputs, targets); // a copy: the arrays may be closed or changed
        }

        assertEquals(4, data.rows());
        assertEquals(data.rows(), fromArrays.rows());
        assertTrue(fromArrays.targets().get(0).isInt());
    }

    @Test
    void aSequentialModelIsFittedScoredAndAsked() {
        Dataset data = Dataset.of(X, XOR);

        try (Model model = Sequential.input(2)
                .add(Dense.of(8, tanh()), Dense.of(2, softmax()))
                .seed(1)) {
            model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());

            History history = model.fit(data, Fit.epochs(100).batchSize(4));
            double[] losses = history.get("loss"); // one per epoch
            Figures figures = model.evaluate(data);
            double accuracy = figures.get("accuracy");

            try (INDArray x = Nd4j.create(new float[][] {{1, 0}});
                    INDArray probabilities = model.predict(x)) { // [rows, classes]
                double ofClassOne = probabilities.getDouble(0, 1);

                assertTrue(ofClassOne > 0.9, "" + ofClassOne);
            }
            assertEquals(100, losses.length);
            assertEquals(1, accuracy);
        }
    }

    @Test
    void aFunctionalModelHasTwoInputsAndTwoOutputs() {
        Tensor size = Tensor.input("size", 3);
        Tensor colour = Tensor.input("colour", 2);
        Tensor hidden = Dense.of(16, relu()).apply(Tensor.concatenate(-1, size, colour));
        Tensor kind = Dense.of(4, softmax()).named("kind").apply(hidden);
        Tensor weight = Dense.of(1).named("weight").apply(hidden);

        try (Model model = Model.inputs(size, colour).outputs(kind, weight).seed(1);
                INDArray sizes = Nd4j.rand(8, 3);
                INDArray colours = Nd4j.rand(8, 2);
                INDArray kinds = Nd4j.createFromArray(0, 1, 2, 3, 0, 1, 2, 3);
                INDArray weights = Nd4j.rand(8, 1)) {
            model.compile(
                    Adam.of(1e-2),
                    Loss.on("kind", Losses.sparseCategoricalCrossEntropy())
                            .and("weight", Losses.meanSquaredError(), 0.5),
                    Map.of("kind", List.of(Metrics.accuracy())));
            Map<String, INDArray> inputs = Map.of("size", sizes, "colour", colours);
            model.fit(Dataset.of(inputs, Map.of("kind", kinds, "weight", weights)), Fit.epochs(20));

            Map<String, INDArray> predictions = model.predict(Dataset.of(inputs, Map.of()));
            INDArray ofKind = predictions.get("kind"); // [8, 4]; close them all when done

            assertArrayEquals(new long[] {8, 4}, ofKind.shape());
            predictions.values().forEach(INDArray::close);
        }
    }

    @Test
    void partsOfAModelHaveSettings() {
        Model model = Sequential.input(2)
                .add(Dense.of(8, relu()).withPenalty(Penalty.l2(1e-4)), Dropout.of(0.1), Dense.of(2, softmax()))
                .seed(1)
                .clipping(new ClipByGlobalNorm(1));
        model.compile(
                Sgd.of(0.1).withSchedule(Schedules.stepDecay(0.1, 10, 0.5)), // half of it after every 10 epochs
                Losses.sparseCategoricalCrossEntropy(),
                Metrics.accuracy(),
                Metrics.logLoss());

        assertTrue(model.fit(Dataset.of(X, XOR), Fit.epochs(3)).names().contains("log_loss"));
        model.close();
    }

    @Test
    void callbacksHearOfEpochs(@TempDir Path folder) throws Exception {
        List<String> lines = new ArrayList<>();
        Dataset data = Dataset.of(X, XOR);
        try (Model model = Sequential.input(2).add(Dense.of(8, tanh()), Dense.of(2, softmax()))) {
            model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());

            Callback says = Callback.onEpochEnd((training, epoch, figures) -> {
                lines.add("epoch " + (epoch + 1) + ": loss " + figures.get("loss"));
                if (figures.get("accuracy") == 1) {
                    training.stop("every row is right");
                }
            });
            History history = model.fit(
                    data,
                    Fit.epochs(200)
                            .validationData(data)
                            .callbacks(
                                    says,
                                    EarlyStopping.patience(20).monitor("val_loss"), // puts the best weights back
                                    ModelCheckpoint.best(folder.resolve("best.safetensors"), "val_loss"),
                                    CsvLog.of(folder.resolve("history.csv"))));

            assertEquals(history.epochs().size(), lines.size());
            assertTrue(lines.size() < 200, "it ended early");
            assertEquals(
                    lines.size() + 1,
                    Files.readAllLines(folder.resolve("history.csv")).size());
        }
    }

    @Test
    void aModelIsSavedAndLoaded(@TempDir Path folder) {
        Path file = folder.resolve("xor.safetensors");
        float[] row = {1, 0};
        float[] before;
        try (Model model = Sequential.input(2)
                .add(Dense.of(8, tanh()), Dense.of(2, softmax()))
                .seed(1)) {
            model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            model.fit(Dataset.of(X, XOR), Fit.epochs(100));
            model.save(file);
            try (Predictor predictor = model.predictor()) {
                before = predictor.predict(row);
            }
        }

        try (Predictor predictor = Predictor.load(file)) { // only predicts; any thread
            float[] probabilities = predictor.predict(1, 0);

            assertArrayEquals(before, probabilities);
        }
        try (Model model = Model.load(file)) { // trains on
            model.fit(Dataset.of(X, XOR), Fit.epochs(10));
            INDArray kernel = model.layer("dense_1").kernel(); // a copy, [2, 8]

            assertArrayEquals(new long[] {2, 8}, kernel.shape());
            kernel.close();
        }
    }
}
