package dev.hebb.model;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hebb.data.Dataset;
import dev.hebb.data.StandardScaler;
import dev.hebb.data.Targets;
import dev.hebb.expr.Expr;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.SquaredError;
import dev.hebb.io.ModelFileException;
import dev.hebb.metric.Metric;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Activation;
import dev.hebb.nn.BatchShape;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Flatten;
import dev.hebb.nn.Initializer;
import dev.hebb.nn.Lambda;
import dev.hebb.nn.Layer;
import dev.hebb.nn.LayerContext;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.ParameterSpec;
import dev.hebb.nn.Penalty;
import dev.hebb.nn.Tensor;
import dev.hebb.optim.Adam;
import dev.hebb.optim.AdamW;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.ConstantRate;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.Schedule;
import dev.hebb.optim.Sgd;
import dev.hebb.optim.StepDecay;
import dev.hebb.random.RandomStream;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.Figures;
import dev.hebb.train.Fit;
import dev.hebb.train.Objective;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SaveLoadTest {
    @TempDir
    Path folder;

    /** A layer of the user's: a factor per element. */
    record Scale(double rate, Initializer initializer) implements Layer {
        @Override
        public Value forward(List<Value> inputs, LayerContext context) {
            Value x = BatchShape.onlyInput(inputs);
            return x.times(context.parameter(ParameterSpec.kernel("factors", BatchShape.row(x.shape()), initializer)))
                    .times(rate);
        }
    }

    /** An initializer of the user's: 1, 2, 3, .. */
    record Ramp(double from) implements Initializer {
        @Override
        public void fill(double[] into, Shape shape, RandomStream random) {
            Arrays.setAll(into, i -> from + i);
        }
    }

    /** An elementwise op of the user's. */
    record Squash(double width) implements ElementwiseOp {
        @Override
        public Expr forward(List<Expr> x) {
            return x.get(0).over(x.get(0).absolute().plus(Expr.constant(width)));
        }
    }

    /** A composite op of the user's, which uses the other. */
    record Centred() implements CompositeOp {
        @Override
        public Value decompose(List<Value> in) {
            Value x = in.get(0);
            return Value.of(new Squash(2), x.minus(x.meanOver(-1)));
        }
    }

    /** A layer that cannot be written down: no record. */
    private static final class Shift implements Layer {
        @Override
        public Value forward(List<Value> inputs, LayerContext context) {
            return BatchShape.onlyInput(inputs).plus(1);
        }
    }

    /** An optimizer of the user's. */
    record Half(Schedule schedule) implements Optimizer {
        @Override
        public List<String> state() {
            return List.of();
        }

        @Override
        public Result update(Inputs in) {
            return new Result(
                    in.parameters().minus(in.gradient().times(in.learningRate()).times(0.5)), Map.of());
        }

        @Override
        public Half withSchedule(Schedule other) {
            return new Half(other);
        }
    }

    /** A metric of the user's: the mean prediction. */
    record MeanPrediction(String name) implements Metric {
        @Override
        public Value sums(Scored in) {
            return in.prediction().times(in.weights().reshape(-1, 1)).sum().reshape(1);
        }

        @Override
        public double figure(double[] totals) {
            return totals[0];
        }

        @Override
        public boolean isHigherBetter() {
            return true;
        }
    }

    /**
     * A model to save.
     *
     * @param inputs row shapes by name, also written to the attachment's notes, {@code 2,3}
     * @param own the user's classes that it takes to load
     * @param isLoadable whether all of its layers can be written down
     */
    private record Example(
            String name, Supplier<Model> make, Map<String, String> inputs, List<Class<?>> own, boolean isLoadable) {
        static Example of(String name, Supplier<Model> make, String rowShape, Class<?>... own) {
            return new Example(name, make, Map.of("input", rowShape), List.of(own), true);
        }

        Example predictsOnly() {
            return new Example(name, make, inputs, own, false);
        }

        Model model(Precision precision) {
            return make.get().precision(precision).seed(7).attach(Attachment.NONE.withNotes(inputs));
        }

        Path file(Path folder, Precision precision) {
            return folder.resolve(name + "_" + precision + ".safetensors");
        }
    }

    private static List<Example> examples() {
        Activation swish = Activation.of("swish", x -> x.times(Expr.sigmoid(x)));
        Activation squash = new Activation("squash", new Squash(0.5));
        Activation centred = new Activation("centred", new Centred());
        Lambda lambda =
                Lambda.of("twice", x -> x.plus(x).map("cube", e -> e.times(e).times(e)));
        Dense shared = Dense.of(4, tanh());
        return List.of(
                Example.of(
                        "sequential", () -> Sequential.input(4).add(Dense.of(8, relu()), Dense.of(3, softmax())), "4"),
                Example.of(
                        "dropout",
                        () -> Sequential.input(4).add(Dense.of(8, relu()), Dropout.of(0.5), Dense.of(3)),
                        "4"),
                Example.of("images", () -> Sequential.input(2, 3).add(Flatten.of(), Dense.of(3, tanh())), "2,3"),
                Example.of("no_parameters", () -> Sequential.input(4).add(softmax()), "4"),
                new Example(
                        "functional",
                        FunctionalModelTest::twoHeaded,
                        new TreeMap<>(Map.of("a", "3", "b", "2")),
                        List.of(),
                        true),
                Example.of(
                        "shared",
                        () -> Sequential.input(4)
                                .add(shared, shared, Dense.of(1), Dense.of(1).named("last")),
                        "4"),
                Example.of(
                        "swish",
                        () -> Sequential.input(4)
                                .add(Dense.of(5, swish), swish, Dense.of(2).withoutBias()),
                        "4"),
                Example.of("own_op", () -> Sequential.input(4).add(Dense.of(5, squash)), "4", Squash.class),
                Example.of("own_composite", () -> Sequential.input(4).add(Dense.of(5, centred)), "4", Centred.class),
                Example.of(
                        "own_layer",
                        () -> Sequential.input(4).add(new Scale(2, new Ramp(1)), Dense.of(2)),
                        "4",
                        Scale.class,
                        Ramp.class),
                Example.of(
                        "own_initializer",
                        () -> Sequential.input(4).add(Dense.of(2).withKernelInitializer(new Ramp(0.5))),
                        "4",
                        Ramp.class),
                Example.of("lambda", () -> Sequential.input(4).add(Dense.of(3), lambda), "4")
                        .predictsOnly(),
                Example.of("no_record", () -> Sequential.input(4).add(new Shift(), Dense.of(3)), "4")
                        .predictsOnly());
    }

    private static Dataset rows(Map<String, String> inputs) {
        return Dataset.of(Child.rows(inputs), Map.of());
    }

    private static Map<String, double[]> predict(Model model, Example example) {
        return GoldenLecturesTest.take(model.predict(rows(example.inputs())));
    }

    private static Map<String, double[]> predict(Predictor predictor, Example example) {
        return GoldenLecturesTest.take(predictor.predict(rows(example.inputs())));
    }

    private static void assertSame(Map<String, double[]> want, Map<String, double[]> got, String what) {
        assertEquals(List.copyOf(want.keySet()), List.copyOf(got.keySet()), what);
        want.forEach((name, values) -> assertArrayEquals(values, got.get(name), what + " " + name));
    }

    @TestFactory
    Stream<DynamicTest> aLoadedModelPredictsTheSameBits() {
        return Stream.of(Precision.values())
                .flatMap(precision -> examples().stream()
                        .map(example ->
                                dynamicTest(example.name() + " " + precision, () -> checkBits(example, precision))));
    }

    private void checkBits(Example example, Precision precision) {
        Path file = example.file(folder, precision);
        try (Model model = example.model(precision)) {
            model.save(file);
            Map<String, double[]> want = predict(model, example);
            assertTrue(
                    want.values().stream()
                                    .flatMapToDouble(Arrays::stream)
                                    .distinct()
                                    .count()
                            > 2,
                    "predictions that say something");
            try (Predictor predictor = Predictor.load(file)) {
                assertSame(want, predict(predictor, example), "predictor");
            }
            if (example.isLoadable()) {
                try (Model loaded = Model.load(file, example.own().toArray(Class<?>[]::new))) {
                    assertSame(want, predict(loaded, example), "model");
                    assertEquals(precision, loaded.precision());
                    assertEquals(7, loaded.seed());
                    assertEquals(model.summary(), loaded.summary());
                    assertEquals(model.attachment(), loaded.attachment());
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> savedTwiceOrSavedAgainAfterLoadingTheBytesAreTheSame() {
        return examples().stream()
                .map(example -> dynamicTest(example.name(), () -> {
                    Path first = folder.resolve("first");
                    Path second = folder.resolve("second");
                    try (Model model = example.model(Precision.FLOAT32)) {
                        compile(model);
                        model.save(first);
                        model.save(second);
                        assertArrayEquals(read(first), read(second));
                        if (example.isLoadable()) {
                            try (Model loaded = Model.load(first, example.own().toArray(Class<?>[]::new))) {
                                loaded.save(second);
                                assertArrayEquals(read(first), read(second));
                            }
                        }
                    }
                }));
    }

    /** For the last output, a squared error. */
    private static void compile(Model model) {
        List<String> outputs = model.network().outputNames();
        model.compile(Adam.of(0.01), Loss.on(outputs.get(outputs.size() - 1), Losses.meanSquaredError()));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // ---- without the user's code -----------------------------------------------------------------------------------

    /** What runs in a Java of its own, with nothing on the class path but the engine and this one class. */
    static final class Child {
        static final String DONE = "done";

        private Child() {}

        /** Rows that depend on the names and shapes alone. */
        static Map<String, INDArray> rows(Map<String, String> inputs) {
            Map<String, INDArray> rows = new LinkedHashMap<>();
            for (Map.Entry<String, String> input : inputs.entrySet()) {
                String[] dims = input.getValue().split(",");
                long[] shape = new long[dims.length + 1];
                shape[0] = 5;
                int size = 5;
                for (int i = 0; i < dims.length; i++) {
                    shape[i + 1] = Integer.parseInt(dims[i]);
                    size *= Integer.parseInt(dims[i]);
                }
                double[] values = new double[size];
                Random random = new Random(input.getKey().hashCode());
                for (int i = 0; i < size; i++) {
                    values[i] = random.nextGaussian();
                }
                rows.put(input.getKey(), Nd4j.create(values, shape, 'c'));
            }
            return rows;
        }

        /** One line per output: file, output and the bits of its numbers. */
        static void print(String file, Map<String, INDArray> predictions, List<String> lines) {
            for (Map.Entry<String, INDArray> output : predictions.entrySet()) {
                StringBuilder line = new StringBuilder(file).append(' ').append(output.getKey());
                for (double value : output.getValue().data().asDouble()) {
                    line.append(' ').append(Long.toHexString(Double.doubleToLongBits(value)));
                }
                lines.add(line.toString());
            }
        }

        /** Predicts with the models of a folder; then fails to save a model that is larger than the process may write. */
        public static void main(String[] args) throws Exception {
            List<String> lines = new ArrayList<>();
            for (String unknown : new String[] {"dev.hebb.model.SaveLoadTest", "dev.hebb.model.SaveLoadTest$Scale"}) {
                try {
                    Class.forName(unknown);
                    throw new AssertionError("expected no class " + unknown);
                } catch (ClassNotFoundException e) {
                    lines.add("without " + unknown);
                }
            }
            File[] files = new File(args[0]).listFiles();
            Arrays.sort(files);
            for (File file : files) {
                try (Predictor predictor = Predictor.load(file.toPath())) {
                    print(
                            file.getName(),
                            predictor.predict(
                                    Dataset.of(rows(predictor.attachment().notes()), Map.of())),
                            lines);
                }
            }
            try (Model large = Sequential.input(800).add(Dense.of(800))) {
                large.save(Path.of(args[1]));
            } catch (ModelFileException e) {
                lines.add("full: " + e.getMessage());
            }
            lines.add(DONE);
            Files.write(Path.of(args[2]), lines);
        }
    }

    /**
     * A Java without the tests' classes.
     *
     * @param isFull whether files may not pass 1 MiB: what a full disk looks like to a program. On the backend that takes no copies of libraries
     */
    private List<String> runChild(Path models, Path target, boolean isFull)
            throws IOException, InterruptedException, URISyntaxException {
        Path classes = Files.createDirectories(folder.resolve("classes/dev/hebb/model"));
        Files.deleteIfExists(folder.resolve("lines"));
        String child = Child.class.getName().replace('.', '/') + ".class";
        try (var in = SaveLoadTest.class.getClassLoader().getResourceAsStream(child)) {
            Files.copy(
                    Objects.requireNonNull(in),
                    classes.resolve(Path.of(child).getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Path tests = Path.of(SaveLoadTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<String> classPath =
                new ArrayList<>(List.of(folder.resolve("classes").toString()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()
                        && !Path.of(entry).toAbsolutePath().normalize().equals(tests))
                .forEach(classPath::add);
        Path lines = folder.resolve("lines");
        Path log = folder.resolve("log");
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", (isFull ? "ulimit -f 2048; " : "") + "exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("hebb.") || name.startsWith("org.bytedeco."))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        if (isFull) {
            command.add("-Dhebb.backend=nd4j");
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), Child.class.getName()));
        command.addAll(List.of(models.toString(), target.toString(), lines.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean ended = process.waitFor(120, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertTrue(ended && Files.exists(lines), () -> "the child failed: " + said);
        return Files.readAllLines(lines);
    }

    @Test
    void anotherProcessPredictsTheSameBitsWithoutTheUsersCode() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models"));
        Map<String, List<String>> want = new TreeMap<>();
        for (Example example : examples()) {
            for (Precision precision :
                    example.own().isEmpty() ? List.of(Precision.FLOAT32) : List.of(Precision.values())) {
                try (Model model = example.model(precision)) {
                    Path file = example.file(models, precision);
                    model.save(file);
                    List<String> lines = new ArrayList<>();
                    Child.print(file.getFileName().toString(), model.predict(rows(example.inputs())), lines);
                    want.put(file.getFileName().toString(), lines);
                }
            }
        }
        List<String> got = runChild(models, folder.resolve("large.safetensors"), false);
        List<String> all = new ArrayList<>(
                List.of("without dev.hebb.model.SaveLoadTest", "without dev.hebb.model.SaveLoadTest$Scale"));
        want.values().forEach(all::addAll);
        assertEquals(all, got.subList(0, got.size() - 1));
        assertEquals(Child.DONE, got.get(got.size() - 1));
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws Exception {
        Path old = Files.createDirectories(folder.resolve("full")).resolve("old.safetensors");
        try (Model model = examples().get(0).model(Precision.FLOAT32)) {
            model.save(old);
        }
        byte[] before = read(old);
        List<String> got = runChild(Files.createDirectories(folder.resolve("models")), old, true);
        String full = got.get(got.size() - 2);
        assertTrue(
                full.startsWith("full: could not write " + old + ": ")
                        && full.endsWith(
                                "; free space there or choose another folder; a file that was there is unchanged"),
                full);
        assertEquals(Child.DONE, got.get(got.size() - 1));
        assertArrayEquals(before, read(old));
        try (Stream<Path> left = Files.list(old.getParent())) {
            assertEquals(List.of(old), left.toList(), "no temporary file stays");
        }
    }

    // ---- layers that are not known ---------------------------------------------------------------------------------

    private static String failure(Path file, Class<?>... own) {
        return assertThrows(
                        ModelFileException.class, () -> Model.load(file, own).close())
                .getMessage();
    }

    @Test
    void anUnknownLayerIsNamedWithItsPlaceAndWhatToDo() {
        Path file = folder.resolve("model");
        try (Model model = Sequential.input(4).add(new Scale(2, new Ramp(1)), Dense.of(2))) {
            model.save(file);
        }
        assertEquals(
                "expected the name of a built-in Layer but got 'Scale' at layer scale_1 in " + file
                        + "; pass your own records of that name to load, or update Hebb",
                failure(file));
        assertEquals(
                "expected the name of a built-in Initializer or one of [Scale] but got 'Ramp' at initializer at layer scale_1 in "
                        + file + "; pass your own records of that name to load, or update Hebb",
                failure(file, Scale.class));
        try (Model loaded = Model.load(file, Scale.class, Ramp.class)) {
            assertEquals(
                    new Scale(2, new Ramp(1)), loaded.network().layer("scale_1").layer());
        }
    }

    @Test
    void aLayerThatIsNoRecordOfPlainDataIsNamed() {
        Path file = folder.resolve("model");
        try (Model model = Sequential.input(4).add(Lambda.of("twice", x -> x.plus(x)), Dense.of(2))) {
            model.save(file);
        }
        assertEquals(
                "expected every layer's settings but layer twice_1 has none: it is no record of plain data in " + file
                        + "; load it with Predictor.load to predict, or build the model in code and set its weights",
                failure(file));
    }

    // ---- what the model is compiled for ----------------------------------------------------------------------------

    private static double[][] random(int rows, int width, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> random.doubles(width, -1, 1).toArray())
                .limit(rows)
                .toArray(double[][]::new);
    }

    private static Dataset twoHeadedData() {
        Map<String, INDArray> inputs = new LinkedHashMap<>();
        inputs.put("a", Nd4j.createFromArray(random(9, 3, 1)));
        inputs.put("b", Nd4j.createFromArray(random(9, 2, 2)));
        Map<String, INDArray> targets = new LinkedHashMap<>();
        targets.put("size", Nd4j.createFromArray(random(9, 1, 3)));
        targets.put("kind", Nd4j.createFromArray(new Random(4).ints(9, 0, 3).toArray()));
        return Dataset.of(inputs, targets);
    }

    @Test
    void optimizerClippingLossesAndMetricsSurvive() {
        Path file = folder.resolve("model");
        Optimizer optimizer =
                AdamW.of(0.3).withWeightDecay(0.02).withSchedule(new StepDecay(0.3, 2, 0.5, StepDecay.Unit.STEPS));
        try (Model model = FunctionalModelTest.twoHeaded().seed(3)) {
            model.clipping(Clipping.byGlobalNorm(0.01));
            model.compile(
                    optimizer,
                    Loss.on("size", Losses.meanAbsoluteError())
                            .and("kind", Losses.sparseCategoricalCrossEntropy(), 0.25),
                    Map.of(
                            "kind",
                            List.of(Metrics.accuracy(), Metrics.topKAccuracy(2)),
                            "size",
                            List.of(Metrics.rootMeanSquaredError())));
            model.fit(twoHeadedData(), Fit.epochs(2));
            model.save(file);
            try (Model loaded = Model.load(file)) {
                Objective want = model.compiledFor().orElseThrow();
                Objective got = loaded.compiledFor().orElseThrow();
                assertEquals(optimizer, got.optimizer());
                assertEquals(Clipping.byGlobalNorm(0.01), got.clipping());
                assertEquals(want.metrics(), got.metrics());
                assertEquals(List.of("size", "kind"), List.copyOf(got.losses().keySet()));
                assertEquals(0.25, got.losses().get("kind").weight());
                Figures figures = model.evaluate(twoHeadedData());
                assertEquals(6, figures.values().size());
                assertEquals(figures, loaded.evaluate(twoHeadedData()));
                compileAnew(model, want);
                Fit more = Fit.epochs(3).batchSize(4);
                model.fit(twoHeadedData(), more);
                loaded.fit(twoHeadedData(), more);
                assertSame(
                        GoldenLecturesTest.take(model.weights()),
                        GoldenLecturesTest.take(loaded.weights()),
                        "weights after the same training");
            }
        }
    }

    /** As loading does: the optimizer starts anew. */
    private static void compileAnew(Model model, Objective objective) {
        model.compile(objective.optimizer(), new OutputLosses(objective.losses()), objective.metrics());
    }

    @Test
    void anOptimizerAndAMetricOfTheUsersAreLoadedFromTheirClasses() {
        Path file = folder.resolve("model");
        Dataset data = Dataset.of(random(6, 4, 1), random(6, 1, 2));
        try (Model model = Sequential.input(4).add(Dense.of(1))) {
            model.compile(new Half(new ConstantRate(0.5)), Losses.meanSquaredError(), new MeanPrediction("mean"));
            model.save(file);
            assertEquals(
                    "expected the name of a built-in Metric but got 'MeanPrediction' at [0] at metrics of output dense_1 in "
                            + file + "; pass your own records of that name to load, or update Hebb",
                    failure(file));
            assertEquals(
                    "expected the name of a built-in Optimizer or one of [MeanPrediction] but got 'Half' at optimizer in "
                            + file + "; pass your own records of that name to load, or update Hebb",
                    failure(file, MeanPrediction.class));
            try (Model loaded = Model.load(file, Half.class, MeanPrediction.class)) {
                assertEquals(model.evaluate(data), loaded.evaluate(data));
                assertEquals(
                        new Half(new ConstantRate(0.5)),
                        loaded.compiledFor().orElseThrow().optimizer());
            }
        }
    }

    private void assertLoadsUncompiled(Optimizer optimizer, Loss loss) {
        Path file = folder.resolve("model");
        try (Model model = Sequential.input(4).add(Dense.of(2))) {
            model.compile(optimizer, loss);
            model.save(file);
            try (Model loaded = Model.load(file)) {
                assertTrue(loaded.compiledFor().isEmpty());
                assertEquals(
                        "expected a compiled model but it has no loss and optimizer; call compile(optimizer, loss, metrics) first",
                        assertThrows(
                                        IllegalStateException.class,
                                        () -> loaded.fit(Dataset.of(random(6, 4, 1), random(6, 2, 2)), Fit.epochs(1)))
                                .getMessage());
            }
        }
    }

    @Test
    void aModelWithCodeOfTheUsersInItsLossOrScheduleIsToBeCompiledAgain() {
        assertLoadsUncompiled(
                Sgd.of(0.1),
                Loss.of(
                        "cubed",
                        (y, t) ->
                                y.minus(t).square().times(y.minus(t).absolute()).sum(-1)));
        assertLoadsUncompiled(new Sgd((epoch, step) -> 0.1), Losses.meanSquaredError());
    }

    @Test
    void aLossWithAnotherSettingThanItsNameSaysIsNotTakenForIt() {
        assertLoadsUncompiled(Sgd.of(0.1), Losses.huber(2));
    }

    @Test
    void aLossOfTheUsersUnderANameOfTheEnginesIsNotTakenForIt() {
        assertLoadsUncompiled(
                Sgd.of(0.1),
                Loss.of("mean_squared_error", Loss.Targets.VALUES, Loss.Expects.ANYTHING, new SquaredError()));
    }

    @Test
    void aModelThatWasNeverCompiledLoadsSo() {
        Path file = folder.resolve("model");
        try (Model model = Sequential.input(4).add(Dense.of(2))) {
            model.save(file);
            try (Model loaded = Model.load(file)) {
                assertTrue(loaded.compiledFor().isEmpty());
                loaded.compile(Sgd.of(0.1), Losses.meanSquaredError());
                assertEquals(
                        1,
                        loaded.fit(Dataset.of(random(6, 4, 1), random(6, 2, 2)), Fit.epochs(1))
                                .steps());
            }
        }
    }

    // ---- preprocessing ---------------------------------------------------------------------------------------------

    private static final StandardScaler SCALER =
            new StandardScaler(List.of(100.0, -3.0, 0.5), List.of(25.0, 0.125, 0.0));
    private static final Attachment ATTACHMENT = Attachment.of(SCALER)
            .withFeatures(List.of("height", "weight (kg)", "constant"))
            .withTargets(new Targets(
                    List.of("species"), List.of("cat", "dog", "déjà vu"), Map.of("c", "cat"), Optional.empty()))
            .withNotes(Map.of("source", "\"quoted\"\n", "rows", "12"));

    private static double[][] scaled(double[][] raw) {
        return Arrays.stream(raw).map(double[]::clone).peek(SCALER::apply).toArray(double[][]::new);
    }

    @Test
    void featuresClassesAndScalerSurviveAndThePredictorScalesRawRows() {
        Path file = folder.resolve("model");
        double[][] raw = {{110, -3.1, 0.5}, {85, -2.75, 0.5}, {130, -3, 0.5}};
        try (Model model = Sequential.input(3)
                .add(Dense.of(4, tanh()), Dense.of(3, softmax()))
                .seed(2)) {
            model.attach(ATTACHMENT).save(file);
            double[] want = GoldenLecturesTest.take(model.predict(Dataset.of(scaled(raw))))
                    .get("dense_2");
            double[] unscaled =
                    GoldenLecturesTest.take(model.predict(Dataset.of(raw))).get("dense_2");
            assertFalse(Arrays.equals(want, unscaled));
            try (Predictor predictor = Predictor.load(file);
                    Predictor copy = model.predictor();
                    Model loaded = Model.load(file);
                    INDArray x = Nd4j.createFromArray(raw)) {
                assertEquals(ATTACHMENT, predictor.attachment());
                assertEquals(ATTACHMENT, loaded.attachment());
                for (Predictor one : List.of(predictor, copy)) {
                    assertArrayEquals(want, GoldenLecturesTest.take(one.predict(x)));
                    assertArrayEquals(
                            want,
                            GoldenLecturesTest.take(one.predict(Dataset.of(raw)))
                                    .get("dense_2"));
                    for (int row = 0; row < raw.length; row++) {
                        float[] alone = one.predict((float) raw[row][0], (float) raw[row][1], (float) raw[row][2]);
                        for (int k = 0; k < alone.length; k++) {
                            assertEquals(want[row * 3 + k], alone[k], 1e-5);
                        }
                    }
                }
                assertArrayEquals(
                        unscaled, GoldenLecturesTest.take(loaded.predict(x)), "a model takes what it was trained on");
                assertArrayEquals(
                        want,
                        GoldenLecturesTest.take(
                                        loaded.predict(loaded.attachment().prepare(Dataset.of(raw))))
                                .get("dense_2"));
            }
        }
    }

    @Test
    void theFirstInputIsScaledWhereverItsColumnStands() {
        Path file = folder.resolve("model");
        double[][] raw = random(5, 3, 1);
        double[][] other = random(5, 2, 2);
        try (Model model = FunctionalModelTest.twoHeaded()) {
            model.attach(ATTACHMENT).save(file);
            Map<String, INDArray> prepared = new LinkedHashMap<>();
            prepared.put("a", Nd4j.createFromArray(scaled(raw)));
            prepared.put("b", Nd4j.createFromArray(other));
            Map<String, double[]> want = GoldenLecturesTest.take(model.predict(Dataset.of(prepared, Map.of())));
            Map<String, INDArray> turned = new LinkedHashMap<>();
            turned.put("b", Nd4j.createFromArray(other));
            turned.put("a", Nd4j.createFromArray(raw));
            try (Predictor predictor = Predictor.load(file)) {
                assertSame(want, GoldenLecturesTest.take(predictor.predict(Dataset.of(turned, Map.of()))), "predictor");
            }
        }
    }

    // ---- faults ----------------------------------------------------------------------------------------------------

    @Test
    void aWeightThatIsNotFiniteIsRefusedAndTheOldFileStays() {
        Path file = folder.resolve("model");
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            try (Model model = Sequential.input(2).add(Dense.of(2))) {
                model.save(file);
                byte[] before = read(file);
                model.learner().setParameter("dense_1/kernel", new double[] {1, 2, bad, 4});
                String message = assertThrows(ModelFileException.class, () -> model.save(file))
                        .getMessage();
                assertTrue(
                        message.startsWith("expected finite numbers but got " + bad
                                + " at element 2 of tensor dense_1/kernel in " + file + ";"),
                        message);
                assertArrayEquals(before, read(file));
                assertEquals(List.of(file), files());
            }
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        try (Model model = Sequential.input(2).add(Dense.of(2))) {
            Path file = folder.resolve("missing").resolve("model");
            String message = assertThrows(ModelFileException.class, () -> model.save(file))
                    .getMessage();
            assertTrue(message.contains("missing") && message.contains("create it"), message);
        }
    }

    // ---- while another thread fits ---------------------------------------------------------------------------------

    /**
     * Two layers that start equal and see equal gradients stay equal at every whole update. Their penalties differ by nothing that float64 can show, but put
     * them into different groups of parameters, which are updated one after the other: a copy taken in between would show them apart.
     */
    @Test
    void aFileThatIsSavedWhileAnotherThreadFitsIsThatOfAWholeUpdate() throws Exception {
        Tensor x = Tensor.input("x", 60);
        Layer left = Dense.of(200).withPenalty(Penalty.l2(1e-40)).named("left");
        Layer right = Dense.of(200).withPenalty(Penalty.l2(2e-40)).named("right");
        Path file = folder.resolve("model");
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Model model =
                Model.inputs(x).outputs(left.apply(x).plus(right.apply(x))).precision(Precision.FLOAT64)) {
            double[] start = Arrays.stream(random(60, 200, 3))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            model.layer("left").set("kernel", start);
            model.layer("right").set("kernel", start);
            model.compile(Sgd.of(1e-3), Losses.squaredError());
            TrainingRun run = model.fitAsync(
                    Dataset.of(random(64, 60, 1), random(64, 200, 2)),
                    Fit.epochs(1_000_000).batchSize(8),
                    executor);
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                    run.progress().isEmpty() && System.nanoTime() < end; ) {
                Thread.sleep(1);
            }
            Set<Double> seen = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                model.save(file);
                assertFalse(run.isDone(), "training goes on meanwhile");
                try (Model loaded = Model.load(file)) {
                    double[] one = loaded.learner().parameterValues("left/kernel");
                    assertArrayEquals(one, loaded.learner().parameterValues("right/kernel"), 1e-12);
                    seen.add(one[0]);
                }
            }
            assertTrue(seen.size() > 2, () -> "different updates, but got " + seen);
            run.cancel();
            assertTrue(run.await().steps() > 20);
        } finally {
            executor.shutdownNow();
        }
    }
}
