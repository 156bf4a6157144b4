package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hebb.TestRandom;
import dev.hebb.autodiff.DifferentiationException;
import dev.hebb.autodiff.Gradients;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.OpExamples.Example;
import dev.hebb.graph.op.OpExamples.Scalar;
import dev.hebb.shape.Kind;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every op: it finds their classes by itself, so that an op without examples fails the build. */
class OpContractTest {
    private static final double EXACT = 1e-12;
    private static final double DIFFERENCE = 1e-5;
    private static final double DIFFERENCE_TOLERANCE = 1e-6;
    private static final double KINK_DISTANCE = 1e-3;
    private static final double[] SPECIAL = {
        0, -0.0, 1, -1, 0.5, 1000, -1000, 1e-300, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
    };
    /** Ops that move elements without looking at them. */
    private static final Set<Class<?>> OF_ANY_KIND =
            Set.of(Reshape.class, Transpose.class, BroadcastTo.class, Slice.class, Concatenate.class);
    /** Ops whose name is a component. */
    private static final Set<Class<?>> NAMED = Set.of(Input.class, State.class, Expression.class);

    private static final OpExamples EXAMPLES = new OpExamples();

    static Stream<Example> examples() {
        return EXAMPLES.byOp().values().stream().flatMap(List::stream);
    }

    static Stream<Scalar> scalars() {
        return EXAMPLES.scalars().stream();
    }

    static Stream<Example> compositeExamples() {
        return examples().filter(example -> example.op() instanceof CompositeOp);
    }

    @Test
    void everyOpHasExamples() {
        Set<String> without = new TreeSet<>();
        for (Class<?> op : opClasses()) {
            if (!EXAMPLES.byOp().containsKey(op)) {
                without.add(op.getSimpleName());
            }
        }
        assertEquals(Set.of(), without, "ops without an entry in OpExamples");
    }

    @Test
    void theScanFindsOpsOfEveryKind() {
        List<Class<?>> ops = opClasses();
        assertTrue(ops.containsAll(List.of(Sigmoid.class, Sum.class, Softmax.class)), ops::toString);
    }

    @Test
    void everyOpIsAPublicRecord() {
        for (Class<?> op : opClasses()) {
            assertTrue(op.isRecord() && Modifier.isPublic(op.getModifiers()), op::getName);
        }
    }

    @Test
    void noTwoOpsHaveOneName() {
        Map<String, Class<?>> byName = new HashMap<>();
        examples().filter(example -> !NAMED.contains(example.op().getClass())).forEach(example -> {
            Class<?> other = byName.put(example.op().name(), example.op().getClass());
            assertTrue(
                    other == null || other == example.op().getClass(),
                    () -> example.op() + " has the name of " + other);
            assertTrue(example.op().name().matches("[a-z0-9]+(_[a-z0-9]+)*"), example.op()::name);
        });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void infersTheOutputType(Example example) {
        assertEquals(List.of(example.output()), example.op().infer(example.inputs()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesAWrongNumberOfInputs(Example example) {
        List<TensorType> tooMany = new ArrayList<>(example.inputs());
        tooMany.add(example.output());
        if (!(example.op() instanceof Concatenate)) {
            refuses(example.op(), tooMany);
        }
        if (!example.inputs().isEmpty()) {
            refuses(example.op(), List.of());
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesInputsOfTheOtherKind(Example example) {
        if (OF_ANY_KIND.contains(example.op().getClass())) {
            return;
        }
        for (int i = 0; i < example.inputs().size(); i++) {
            List<TensorType> swapped = new ArrayList<>(example.inputs());
            TensorType type = swapped.get(i);
            swapped.set(i, new TensorType(type.isFloat() ? Kind.INT : Kind.FLOAT, type.shape()));
            refuses(example.op(), swapped);
        }
    }

    private static void refuses(Op op, List<TensorType> inputs) {
        ShapeException refusal = assertThrows(ShapeException.class, () -> op.infer(inputs), () -> op + " of " + inputs);
        String message = refusal.getMessage();
        assertTrue(
                message.startsWith("expected ") && message.contains(" but got ") && message.contains("op " + op.name()),
                message);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void givesWhatTheReferenceGives(Example example) {
        example.reference().ifPresent(reference -> {
            List<double[]> data = draw(example);
            Application application = new Application(example);
            double[] got = application.oracle(data).evaluate(application.output);
            assertSame(example.toString(), reference.expected(data), got, EXACT);
        });
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void givesWhatTheFormulaGivesAtSpecialNumbers(Scalar scalar) {
        ElementwiseOp op = (ElementwiseOp) scalar.op();
        int combinations = (int) Math.pow(SPECIAL.length, scalar.arity());
        for (int c = 0; c < combinations; c++) {
            double[] x = new double[scalar.arity()];
            int rest = c;
            for (int i = 0; i < x.length; i++) {
                x[i] = SPECIAL[rest % SPECIAL.length];
                rest /= SPECIAL.length;
            }
            double want = scalar.formula().applyAsDouble(x);
            assertSame(
                    op + " of " + Arrays.toString(x),
                    new double[] {want},
                    op.program().evaluate(x),
                    EXACT);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void gradientIsThatOfCentralDifferences(Example example) {
        if (!example.smooth() || !example.output().isFloat()) {
            return;
        }
        Application application = new Application(example);
        List<Value> wanted = application.floatInputs();
        if (example.op() instanceof ElementwiseOp op && !op.isDifferentiable()) {
            assertThrows(DifferentiationException.class, () -> Gradients.of(application.loss(), wanted));
            return;
        }
        List<Value> gradients = Gradients.of(application.loss(), wanted);
        List<double[]> data = draw(example);
        for (int w = 0; w < wanted.size(); w++) {
            assertEquals(wanted.get(w).type(), gradients.get(w).type(), "type of the gradient");
            double[] got = application.oracle(data).evaluate(gradients.get(w));
            double[] want = application.differences(application.inputs.indexOf(wanted.get(w)), data);
            assertSame(example + ", input " + w, want, got, DIFFERENCE_TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void integersAndUnusedInputsHaveNoGradient(Example example) {
        Application application = new Application(example);
        if (example.op() instanceof PrimitiveOp op && example.output().isFloat()) {
            Node node = application.output.node();
            var gradients = op.gradient(node, List.of(Optional.of(application.upstream)));
            assertEquals(node.inputs().size(), gradients.size());
            for (int i = 0; i < gradients.size(); i++) {
                assertTrue(node.input(i).type().isFloat() || gradients.get(i).isEmpty(), example::toString);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("compositeExamples")
    void gradientIsThatOfTheDecomposition(Example example) {
        if (!example.smooth()) {
            return;
        }
        Application application = new Application(example);
        List<Value> wanted = application.floatInputs();
        Value expanded =
                Rewrite.of(List.of(application.loss()), OpContractTest::expand).get(0);
        List<Value> better = Gradients.of(application.loss(), wanted);
        List<Value> plain = Gradients.of(expanded, wanted);
        List<double[]> data = draw(example);
        for (int w = 0; w < wanted.size(); w++) {
            double[] want = application.oracle(data).evaluate(plain.get(w));
            double[] got = application.oracle(data).evaluate(better.get(w));
            assertSame(example + ", input " + w, want, got, 1e-9);
        }
    }

    private static List<Value> expand(Node node, List<Value> inputs) {
        if (node.op() instanceof CompositeOp op) {
            return Rewrite.of(List.of(op.decompose(inputs)), OpContractTest::expand);
        }
        return Rewrite.same(node, inputs);
    }

    @ParameterizedTest
    @MethodSource("compositeExamples")
    void decompositionHasTheInferredType(Example example) {
        Application application = new Application(example);
        assertEquals(
                example.output(),
                ((CompositeOp) example.op()).decompose(application.inputs).type());
    }

    /** The inputs of an example, drawn again while an element is too near a kink for differences. */
    private static List<double[]> draw(Example example) {
        Random random = TestRandom.of(example.toString());
        for (int attempt = 0; attempt < 1000; attempt++) {
            List<double[]> data = example.draw().inputs(random);
            if (!isNearKink(example, data)) {
                return data;
            }
        }
        throw new AssertionError(TestRandom.describe("every draw was near a kink: " + example));
    }

    private static boolean isNearKink(Example example, List<double[]> data) {
        return example.op() instanceof ElementwiseOp
                && OpExamples.tuples(data, example.inputs(), example.output().shape()).stream()
                        .anyMatch(tuple -> example.kink().applyAsDouble(tuple) <= KINK_DISTANCE);
    }

    /** {@code |got - want| <= tolerance max(1, |want|)}, where equal infinities and two NaN are equal. */
    private static void assertSame(String what, double[] want, double[] got, double tolerance) {
        assertEquals(want.length, got.length, () -> TestRandom.describe(what + ": number of elements"));
        double largest = Arrays.stream(want)
                .map(Math::abs)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        for (int e = 0; e < want.length; e++) {
            boolean same = want[e] == got[e]
                    || Double.isNaN(want[e]) && Double.isNaN(got[e])
                    || Math.abs(want[e] - got[e]) <= tolerance * Math.max(1, largest);
            if (!same) {
                fail(TestRandom.describe(what + ": expected " + want[e] + " but got " + got[e] + " at element " + e));
            }
        }
    }

    /** An example as a graph, with the sum of its output times fixed numbers as loss. */
    private static final class Application {
        private final List<Value> inputs;
        private final Value output;
        private final Value upstream;
        private final double[] weights;

        Application(Example example) {
            inputs = IntStream.range(0, example.inputs().size())
                    .mapToObj(i -> Value.input("in" + i, example.inputs().get(i)))
                    .toList();
            output = Value.of(example.op(), inputs);
            upstream = Value.input("upstream", output.type());
            Random random = TestRandom.of("upstream");
            weights = IntStream.range(0, (int) output.shape().size())
                    .mapToDouble(e -> 2 * random.nextDouble() - 1)
                    .toArray();
        }

        List<Value> floatInputs() {
            return inputs.stream().filter(input -> input.type().isFloat()).toList();
        }

        Value loss() {
            return output.times(upstream).sum();
        }

        Oracle oracle(List<double[]> data) {
            Oracle oracle = new Oracle()
                    .feed("upstream", weights)
                    .feed("x", 1, 2, 3, 4, 5, 6)
                    .arena("parameters", 1, 2, 3, 4, 5, 6);
            for (int i = 0; i < data.size(); i++) {
                oracle.feed("in" + i, data.get(i));
            }
            return oracle;
        }

        /** The derivative of the loss by each element of one input. */
        double[] differences(int input, List<double[]> data) {
            Value loss = loss();
            double[] result = new double[data.get(input).length];
            for (int e = 0; e < result.length; e++) {
                double above = oracle(moved(data, input, e, DIFFERENCE)).evaluate(loss)[0];
                double below = oracle(moved(data, input, e, -DIFFERENCE)).evaluate(loss)[0];
                result[e] = (above - below) / (2 * DIFFERENCE);
            }
            return result;
        }

        private static List<double[]> moved(List<double[]> data, int input, int element, double by) {
            List<double[]> moved = new ArrayList<>(data);
            double[] changed = data.get(input).clone();
            changed[element] += by;
            moved.set(input, changed);
            return moved;
        }
    }

    /** Every class of the package that is an op, from a folder of classes or from a jar. */
    private static List<Class<?>> opClasses() {
        String folder = Op.class.getPackageName().replace('.', '/') + "/op";
        List<Class<?>> ops = new ArrayList<>();
        for (String file : classFiles(folder)) {
            Class<?> found = load(file);
            if (Op.class.isAssignableFrom(found) && !found.isInterface()) {
                ops.add(found);
            }
        }
        return ops;
    }

    private static Class<?> load(String file) {
        String name = Op.class.getPackageName() + ".op." + file.substring(0, file.length() - ".class".length());
        try {
            return Class.forName(name, false, OpContractTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static List<String> classFiles(String folder) {
        List<String> files = new ArrayList<>();
        try {
            for (URL url : Collections.list(Op.class.getClassLoader().getResources(folder))) {
                if (url.openConnection() instanceof JarURLConnection jar) {
                    jar.getJarFile().stream()
                            .map(entry -> entry.getName())
                            .filter(name -> name.startsWith(folder + "/") && name.indexOf('/', folder.length() + 1) < 0)
                            .forEach(name -> files.add(name.substring(folder.length() + 1)));
                } else {
                    try (Stream<Path> list = Files.list(Path.of(url.toURI()))) {
                        list.forEach(path -> files.add(path.getFileName().toString()));
                    }
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
        return files.stream().filter(name -> name.endsWith(".class")).sorted().toList();
    }
}
