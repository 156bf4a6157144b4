package dev.hebb.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hebb.data.Dataset;
import dev.hebb.expr.Expr;
import dev.hebb.graph.Graph;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Add;
import dev.hebb.nn.Concatenate;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Initializers;
import dev.hebb.nn.Lambda;
import dev.hebb.nn.Layer;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Reshape;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What holds for every layer of the engine when it is trained: it finds their classes by itself, so that a layer without an example fails the build. */
class LayerContractOnBackendTest {
    private static final int ROWS = 16;
    private static final int WIDTH = 4;
    private static final double RATE = 1e-4;

    @TempDir
    Path folder;

    /** A layer and the shapes of the rows that it takes. */
    private record Example(Layer layer, List<Shape> rows) {
        static Example of(Layer layer, Shape... rows) {
            return new Example(layer, List.of(rows));
        }

        /** The layer alone: whatever learns is its own. */
        Model alone() {
            Tensor[] inputs = new Tensor[rows.size()];
            Arrays.setAll(inputs, i -> Tensor.input("x" + i, rows.get(i)));
            return Model.inputs(inputs).outputs(layer.apply(inputs)).precision(Precision.FLOAT64);
        }

        /** The layer behind others that learn only through it. */
        Model behindOthers() {
            Tensor x = Tensor.input("x", WIDTH);
            Tensor[] inputs = rows.stream()
                    .map(row -> Reshape.of(row.dims())
                            .apply(Dense.of((int) row.size()).apply(x)))
                    .toArray(Tensor[]::new);
            return Model.inputs(x).outputs(layer.apply(inputs)).precision(Precision.FLOAT64);
        }
    }

    private static List<Example> examples() {
        Shape vector = Shape.of(5);
        Shape picture = Shape.of(2, 3);
        return List.of(
                Example.of(Add.of(), vector, vector),
                Example.of(Add.of(), picture, picture, picture),
                Example.of(Concatenate.of(), vector, Shape.of(2)),
                Example.of(Concatenate.of(1), picture, Shape.of(1, 3)),
                Example.of(Dense.of(3), vector),
                Example.of(
                        Dense.of(3, Activations.tanh()).withoutBias().withKernelInitializer(Initializers.heNormal()),
                        vector),
                Example.of(Dropout.of(0.3), vector),
                Example.of(Flatten.of(), picture),
                Example.of(Lambda.of("cube", x -> x.times(x).times(x)), vector),
                Example.of(Dense.of(2).named("given"), vector),
                Example.of(Reshape.of(3, -1), picture),
                Example.of(Activations.relu(), vector),
                Example.of(Activations.softmax(), picture),
                Example.of(Activation.of("swish", x -> x.times(Expr.sigmoid(x))), picture));
    }

    /** The classes of the engine that are layers, wherever in {@code dev.hebb.nn} they stand. */
    private static Set<Class<?>> layerClasses() {
        try {
            Path engine = Path.of(Layer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(engine)) {
                return layerClasses(engine);
            }
            try (FileSystem jar = FileSystems.newFileSystem(engine)) {
                return layerClasses(jar.getPath("/"));
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Set<Class<?>> layerClasses(Path root) throws IOException {
        Set<Class<?>> layers = new HashSet<>();
        try (Stream<Path> files = Files.walk(root.resolve("dev/hebb/nn"))) {
            for (Path file : files.filter(
                            any -> any.toString().endsWith(".class") && !any.endsWith("package-info.class"))
                    .toList()) {
                String name =
                        root.relativize(file).toString().replace(".class", "").replaceAll("[/\\\\]", ".");
                Class<?> type = Class.forName(name, false, Layer.class.getClassLoader());
                if (Layer.class.isAssignableFrom(type) && !type.isInterface()) {
                    layers.add(type);
                }
            }
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        return layers;
    }

    @Test
    void everyLayerHasAnExample() {
        Set<Class<?>> with =
                examples().stream().map(example -> example.layer().getClass()).collect(Collectors.toSet());
        Set<String> without = new TreeSet<>();
        layerClasses().stream().filter(type -> !with.contains(type)).forEach(type -> without.add(type.getSimpleName()));
        assertEquals(Set.of(), without, "layers without an example in LayerContractOnBackendTest");
    }

    @Test
    void theScanFindsLayersAndEachIsARecord() {
        Set<Class<?>> found = layerClasses();
        assertTrue(found.containsAll(List.of(Dense.class, Flatten.class, Activation.class)), found::toString);
        found.forEach(type -> assertTrue(type.isRecord(), type::getName));
    }

    private static Stream<DynamicTest> each(Consumer<Example> check) {
        return examples().stream().map(example -> dynamicTest(name(example), () -> check.accept(example)));
    }

    private static String name(Example example) {
        return example.layer().getClass().getSimpleName() + " "
                + example.layer().kind() + " of " + example.rows();
    }

    private static INDArray random(Shape row, long seed) {
        Random random = new Random(seed);
        long[] dims = Stream.concat(Stream.of((long) ROWS), row.toList().stream())
                .mapToLong(Long::longValue)
                .toArray();
        return Nd4j.create(random.doubles(ROWS * row.size(), -1, 1).toArray(), dims, 'c');
    }

    private static Dataset data(Model model) {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        model.network()
                .inputs()
                .forEach(input -> inputs.put(
                        input.name(), random(input.rowShape(), input.name().hashCode())));
        Map<String, INDArray> targets = new LinkedHashMap<>();
        model.network().outputShapes().forEach((name, row) -> targets.put(name, random(row, 77)));
        return Dataset.of(inputs, targets);
    }

    private static Model compiled(Model model, long seed) {
        return model.seed(seed).compile(Sgd.of(RATE), Losses.squaredError());
    }

    private static double[] predict(Model model) {
        return GoldenLecturesTest.take(model.predict(data(model)))
                .values()
                .iterator()
                .next();
    }

    private static boolean hasParameters(Example example) {
        try (Model model = example.alone()) {
            return model.parameterCount() > 0;
        }
    }

    /** The weights after one step, which must lower the loss. */
    private static Map<String, double[]> step(Model made) {
        try (Model model = compiled(made, 3)) {
            Dataset data = data(model);
            double before = model.evaluate(data).get("loss");
            model.partialFit(data);
            double after = model.evaluate(data).get("loss");
            assertTrue(after < before, () -> "expected less than " + before + " but got " + after);
            return GoldenLecturesTest.take(model.weights());
        }
    }

    private static Map<String, double[]> trained(Model made, long seed, Map<String, INDArray> start) {
        try (Model model = compiled(made, seed)) {
            model.setWeights(start);
            model.partialFit(data(model));
            return GoldenLecturesTest.take(model.weights());
        }
    }

    private static boolean isEqual(Map<String, double[]> one, Map<String, double[]> other) {
        assertEquals(one.keySet(), other.keySet());
        return one.keySet().stream().allMatch(path -> Arrays.equals(one.get(path), other.get(path)));
    }

    @TestFactory
    Stream<DynamicTest> oneTrainingStepLowersTheLossAndOneSeedGivesOneTraining() {
        return each(example -> {
            assertTrue(isEqual(step(example.behindOthers()), trained(example.behindOthers(), 3, Map.of())));
            if (hasParameters(example)) {
                step(example.alone());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> savedAndLoadedItGivesTheSameOutput() {
        return each(example -> {
            Path file = folder.resolve("model");
            try (Model model = example.behindOthers().seed(3)) {
                model.save(file);
                double[] want = predict(model);
                try (Predictor predictor = Predictor.load(file)) {
                    assertArrayEquals(
                            want,
                            GoldenLecturesTest.take(predictor.predict(data(model)))
                                    .values()
                                    .iterator()
                                    .next());
                }
                if (!(example.layer() instanceof Lambda)) {
                    try (Model loaded = Model.load(file)) {
                        assertArrayEquals(want, predict(loaded));
                        assertEquals(model.network().layers(), loaded.network().layers());
                    }
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> twoSeedsGiveOtherWeights() {
        return each(example -> {
            try (Model one = example.alone().seed(3);
                    Model other = example.alone().seed(4)) {
                if (hasParameters(example)) {
                    assertFalse(
                            isEqual(GoldenLecturesTest.take(one.weights()), GoldenLecturesTest.take(other.weights())));
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> twoSeedsGiveOtherMasks() {
        assertTrue(isRandom(Example.of(Dropout.of(0.1), Shape.of(2))));
        return examples().stream()
                .filter(LayerContractOnBackendTest::isRandom)
                .map(example -> dynamicTest(name(example), () -> {
                    try (Model source = example.behindOthers().seed(5)) {
                        Map<String, INDArray> start = source.weights();
                        Map<String, double[]> one = trained(example.behindOthers(), 3, start);
                        assertTrue(isEqual(one, trained(example.behindOthers(), 3, start)));
                        assertFalse(isEqual(one, trained(example.behindOthers(), 4, start)), "from the same weights");
                        start.values().forEach(INDArray::close);
                    }
                }));
    }

    private static boolean isRandom(Example example) {
        try (Model model = example.alone()) {
            return Graph.nodes(
                            List.copyOf(model.network().trace(2, true).outputs().values()))
                    .stream()
                    .anyMatch(node -> node.op() instanceof DropoutMask);
        }
    }
}
