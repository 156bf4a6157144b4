package dev.hebb.model;

import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Dataset;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Definition;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.train.Fit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Models that are classes of the user's, with their layers as fields. */
class SubclassedModelTest {
    @TempDir
    Path folder;

    /** Blocks with residual connections, as many as the constructor is told; one layer is used by all of them. */
    private static final class Residual implements Definition.Single {
        private final Dense first = Dense.of(4, tanh());
        private final Layer shared = Dense.of(4).named("shared");
        private final List<Layer> blocks = new ArrayList<>();
        private final Dropout dropout = Dropout.of(0.1);
        private final Layer last = Dense.of(3, softmax()).named("kind");
        private int calls;

        Residual(int depth) {
            for (int i = 0; i < depth; i++) {
                blocks.add(Dense.of(4, tanh()));
            }
        }

        @Override
        public Tensor call(Tensor input) {
            calls++;
            Tensor x = first.apply(input);
            for (Layer block : blocks) {
                x = x.plus(shared.apply(block.apply(x)));
            }
            return last.apply(dropout.apply(x));
        }
    }

    /** Several inputs and outputs. */
    private static final class Compare implements Definition {
        private final Dense both = Dense.of(3, tanh());
        private final Layer same = Dense.of(2, softmax()).named("same");
        private final Layer distance = Dense.of(1).named("distance");

        @Override
        public List<Tensor> call(List<Tensor> inputs) {
            Tensor left = both.apply(inputs.get(0));
            Tensor right = both.apply(inputs.get(1));
            Tensor joined = Tensor.concatenate(-1, left, right);
            return List.of(same.apply(joined), distance.apply(joined));
        }
    }

    private static double[][] rows(int width) {
        Random random = new Random(width);
        double[][] rows = new double[30][];
        Arrays.setAll(rows, row -> random.doubles(width, -1, 1).toArray());
        return rows;
    }

    private static int[] classes(int count) {
        return new Random(9).ints(30, 0, count).toArray();
    }

    @Test
    void itsFieldsAreTheLayersAndItIsCalledOnce() {
        Residual definition = new Residual(2);
        try (Model model = Model.of(definition, Tensor.input("x", 5)).seed(3)) {
            assertEquals(
                    List.of("dense_1", "dense_2", "shared", "add_1", "dense_3", "add_2", "dropout_1", "kind"),
                    model.network().layers().stream().map(layer -> layer.name()).toList());
            assertEquals(24 + 20 + 20 + 20 + 15, model.parameterCount(), "the shared layer counts once");
            model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy(), Metrics.accuracy());
            Dataset data = Dataset.of(rows(5), classes(3));
            double before = model.evaluate(data).get("loss");
            model.fit(data, Fit.epochs(8).batchSize(15));
            assertTrue(model.evaluate(data).get("loss") < before);
            assertEquals(1, definition.calls, "fitting, scoring and predicting never call it again");
        }
    }

    @Test
    void itLearnsAsTheSameFunctionalModelDoes() {
        Tensor x = Tensor.input("x", 5);
        Residual definition = new Residual(1);
        Dense first = Dense.of(4, tanh());
        Tensor hidden = first.apply(x);
        Tensor sum = hidden.plus(
                Dense.of(4).named("shared").apply(Dense.of(4, tanh()).apply(hidden)));
        Dataset data = Dataset.of(rows(5), classes(3));
        try (Model subclassed = Model.of(definition, Tensor.input("x", 5)).seed(3);
                Model functional = Model.inputs(x)
                        .outputs(Dense.of(3, softmax())
                                .named("kind")
                                .apply(Dropout.of(0.1).apply(sum)))
                        .seed(3)) {
            for (Model model : List.of(subclassed, functional)) {
                model.compile(Adam.of(0.05), Losses.sparseCategoricalCrossEntropy());
                model.fit(data, Fit.epochs(2).batchSize(15));
            }
            Map<String, double[]> want = GoldenLecturesTest.take(functional.weights());
            Map<String, double[]> got = GoldenLecturesTest.take(subclassed.weights());
            assertEquals(want.keySet(), got.keySet());
            want.forEach((path, values) -> assertArrayEquals(values, got.get(path), path));
        }
    }

    @Test
    void severalInputsAndOutputsGoByTheirNames() {
        try (Model model = Model.of(new Compare(), Tensor.input("left", 4), Tensor.input("right", 4));
                INDArray left = Nd4j.createFromArray(rows(4));
                INDArray labels = Nd4j.createFromArray(classes(2));
                INDArray distances = Nd4j.createFromArray(rows(1))) {
            assertEquals(15 + 14 + 7, model.parameterCount());
            model.compile(
                    Adam.of(0.01),
                    Loss.on("same", Losses.sparseCategoricalCrossEntropy()).and("distance", Losses.meanSquaredError()));
            Dataset data =
                    Dataset.of(Map.of("left", left, "right", left), Map.of("same", labels, "distance", distances));
            assertEquals(
                    Set.of("loss", "same_loss", "distance_loss"),
                    model.evaluate(data).values().keySet());
            assertEquals(
                    List.of("same", "distance"),
                    List.copyOf(GoldenLecturesTest.take(model.predict(data)).keySet()));
        }
    }

    @Test
    void itIsSavedAndLoadsWithoutItsClass() {
        Path file = folder.resolve("residual.safetensors");
        Dataset data = Dataset.of(rows(5));
        try (Model model = Model.of(new Residual(3), Tensor.input("x", 5)).seed(3)) {
            model.save(file);
            double[] want = GoldenLecturesTest.take(model.predict(data)).get("kind");
            try (Model loaded = Model.load(file);
                    Predictor predictor = Predictor.load(file)) {
                assertArrayEquals(
                        want, GoldenLecturesTest.take(loaded.predict(data)).get("kind"));
                assertArrayEquals(
                        want, GoldenLecturesTest.take(predictor.predict(data)).get("kind"));
                assertEquals(model.summary(), loaded.summary());
            }
        }
    }

    @Test
    void aSecondInputIsRefusedByADefinitionOfOne() {
        assertEquals(
                "expected 1 input but got 2: [x, y]; implement Definition for several",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Model.of(new Residual(1), Tensor.input("x", 5), Tensor.input("y", 5)))
                        .getMessage());
    }
}
