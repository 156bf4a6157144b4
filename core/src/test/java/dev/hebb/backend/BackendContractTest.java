package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.autodiff.DifferentiationException;
import dev.hebb.autodiff.Gradients;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Lifetime;
import dev.hebb.compile.Plan;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.expr.UnaryFunction;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.BinaryCrossEntropy;
import dev.hebb.graph.op.CategoricalCrossEntropy;
import dev.hebb.graph.op.DrawnExamples;
import dev.hebb.graph.op.DrawnExamples.Drawn;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.SparseCategoricalCrossEntropy;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every usable backend computes, held to the oracle in double precision: each op's examples and their gradients, random graphs, unusual numbers.
 *
 * <p>Denormals: a backend may flush them to zero, so differences below the smallest normal number do not count.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackendContractTest {
    private static final int RANDOM_GRAPHS = Integer.getInteger("hebb.graphs", 200);
    private static final double[] UNUSUAL = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0.0,
        -0.0,
        1,
        -1,
        0.5,
        -2.5,
        3,
        20,
        -20,
        1000,
        -1000,
        1e-3,
        -1e-5,
        1e-8,
        -1e-8,
        1e-12,
        1e-30,
        -1e-30,
        1e30,
        -1e30,
        88,
        -80,
        0.7853981633974483
    };

    private final List<Backend> backends = new ArrayList<>();

    @BeforeAll
    void openWhatIsUsable() {
        for (Backends.Entry entry : Backends.list()) {
            if (entry.probe() instanceof Probe.Usable && !entry.name().equals(NullBackend.NAME)) {
                backends.add(Backends.open(entry.name()));
            }
        }
    }

    @AfterAll
    void close() {
        backends.forEach(Backend::close);
    }

    /** A backend at a precision. Not closeable, since JUnit closes closeable arguments. */
    record Setting(Backend backend, Precision precision) {
        @Override
        public String toString() {
            return backend.name() + " " + precision;
        }
    }

    Stream<Setting> settings() {
        return backends.stream()
                .flatMap(backend -> Stream.of(Precision.values()).map(precision -> new Setting(backend, precision)));
    }

    /** How many are drawn for each setting. */
    int randomGraphs() {
        return RANDOM_GRAPHS;
    }

    @Test
    void theReferenceIsUsableHere() {
        assertTrue(
                backends.stream().anyMatch(backend -> backend.name().equals("nd4j")),
                Backends.list().toString());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyOpGivesWhatTheOracleGives(Setting setting) {
        for (Drawn example : DrawnExamples.all(TestRandom.of("everyOp"))) {
            if (example.op() instanceof Input || example.op() instanceof State) {
                continue;
            }
            List<Value> inputs = inputs(example.types());
            Value output = Value.of(example.op(), inputs);
            Map<String, Value> outputs = new LinkedHashMap<>(Map.of("y", output));
            if (example.smooth() && output.type().isFloat()) {
                outputs.putAll(gradients(output, inputs));
            }
            Trial trial = new Trial(setting.backend(), setting.precision(), List.of(Graph.of(outputs)));
            for (int i = 0; i < inputs.size(); i++) {
                trial.feed("x" + i, example.inputs().get(i));
            }
            trial.check(TestRandom.describe(example.op() + " of " + example.types()), 1);
        }
    }

    static List<Value> inputs(List<TensorType> types) {
        return IntStream.range(0, types.size())
                .mapToObj(i -> Value.input("x" + i, types.get(i)))
                .toList();
    }

    static Map<String, Value> gradients(Value output, List<Value> inputs) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> wrt =
                inputs.stream().filter(input -> input.type().isFloat()).toList();
        try {
            List<Value> gradients = Gradients.of(output.times(0.5).sum(), wrt);
            IntStream.range(0, wrt.size()).forEach(i -> outputs.put("dx" + i, gradients.get(i)));
        } catch (DifferentiationException e) {
            return Map.of();
        }
        return outputs;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void randomGraphsGiveWhatTheOracleGives(Setting setting) {
        for (int i = 0; i < randomGraphs(); i++) {
            RandomGraph random = new RandomGraph(TestRandom.seed() + i);
            List<Graph> stages = random.build();
            Trial trial = new Trial(setting.backend(), setting.precision(), stages)
                    .state("parameters", random.initialState());
            random.feeds().forEach(trial::feed);
            trial.check(TestRandom.describe("random graph " + i), 2);
        }
    }

    /** The proof of the memory plan would notice a slot that is given away too early. */
    @Test
    void poisonIsNoticedWhereALifetimeIsTooShort() {
        Value x = Value.input("x", TensorType.ofFloat(3));
        Value sum = x.exp().sum();
        Graph graph =
                Graph.of(Map.of("y", x.plus(sum), "z", sum.times(x.square().sum())));
        Setting setting = settings().findFirst().orElseThrow();
        Trial trial = new Trial(setting.backend(), setting.precision(), List.of(graph)).feed("x", 1, 2, 3);
        Plan plan =
                Compiler.compile(graph, setting.precision(), setting.backend().target());
        List<Lifetime> tooShort = plan.lifetimes().stream()
                .map(lifetime -> new Lifetime(
                        lifetime.slot(), lifetime.first(), Math.max(lifetime.first(), lifetime.last() - 1)))
                .toList();
        Plan wrong =
                new Plan(plan.precision(), plan.arenas(), plan.inputs(), plan.outputs(), plan.launches(), tooShort);
        assertTrue(
                trial.run(wrong.poisoned(), 1).values().stream()
                        .flatMapToDouble(Arrays::stream)
                        .anyMatch(Double::isNaN),
                plan.text());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void lossesOfProbabilitiesAreRightAfterTheirActivation(Setting setting) {
        Value logits = Value.input("x0", TensorType.ofFloat(5, 3));
        Value one = Value.input("x1", TensorType.ofFloat(5, 3));
        Value labels = Value.input("x2", TensorType.ofInt(5));
        Value softmax = Value.of(new Softmax(-1), logits);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("categorical", Value.of(new CategoricalCrossEntropy(), softmax, one));
        outputs.put("sparse", Value.of(new SparseCategoricalCrossEntropy(), softmax, labels));
        outputs.put("binary", Value.of(new BinaryCrossEntropy(), Value.of(new Sigmoid(), logits), one));
        Value loss = outputs.values().stream()
                .map(value -> value.mean())
                .reduce(Value::plus)
                .orElseThrow();
        outputs.put("gradient", Gradients.of(loss, List.of(logits)).get(0));
        outputs.put("softmax", softmax);
        double[] classes = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0.25, 0.75};
        double[] x = TestRandom.of("losses").doubles(15, -3, 3).toArray();
        new Trial(setting.backend(), setting.precision(), List.of(Graph.of(outputs)))
                .feed("x0", x)
                .feed("x1", classes)
                .feed("x2", 0, 1, 2, 0, 1)
                .check(TestRandom.describe("losses"), 1);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aTrainingStepGivesWhatTheOracleGives(Setting setting) {
        for (TrainingStep step : List.of(
                new TrainingStep(1, 1, 1, 2), new TrainingStep(7, 5, 31, 3), new TrainingStep(32, 64, 128, 10))) {
            new Trial(setting.backend(), setting.precision(), List.of(step.graph()))
                    .feed("x", step.rows())
                    .feed("y", Arrays.stream(step.labels()).asDoubleStream().toArray())
                    .feed("rate", 1e-3)
                    .state("parameters", step.weights())
                    .state("m", new double[step.parameters()])
                    .state("v", new double[step.parameters()])
                    .check(step.toString(), 3);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyFunctionOfOneNumberIsRightForUnusualNumbersAndOddSizes(Setting setting) {
        for (int size : new int[] {1, 7, 31, 1023}) {
            double[] x = IntStream.range(0, size)
                    .mapToDouble(i -> UNUSUAL[i % UNUSUAL.length])
                    .toArray();
            Random random = TestRandom.of("unary" + size);
            for (int i = UNUSUAL.length; i < size; i++) {
                x[i] = random.nextGaussian() * Math.pow(10, random.nextInt(12) - 9);
            }
            for (UnaryFunction function : UnaryFunction.values()) {
                Expr y = Expr.unary(function, Expr.variable(0));
                elementwise(setting, y, List.of(new long[] {size}), List.of(x));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void everyFunctionOfTwoNumbersIsRightForUnusualNumbersHoweverTheyBroadcast(Setting setting) {
        int n = UNUSUAL.length;
        for (BinaryFunction function : BinaryFunction.values()) {
            Expr y = Expr.binary(function, Expr.variable(0), Expr.variable(1));
            elementwise(setting, y, List.of(new long[] {n, 1}, new long[] {n}), List.of(UNUSUAL, UNUSUAL));
            elementwise(setting, y, List.of(new long[] {n}, new long[] {n, 1}), List.of(UNUSUAL, UNUSUAL));
            for (double a : UNUSUAL) {
                elementwise(setting, y, List.of(new long[0], new long[] {n}), List.of(new double[] {a}, UNUSUAL));
                elementwise(setting, y, List.of(new long[] {n}, new long[] {1, 1}), List.of(UNUSUAL, new double[] {a}));
                double rounded = setting.precision() == Precision.FLOAT32 ? (float) a : a;
                double[] all = new double[n];
                Arrays.fill(all, a);
                elementwise(setting, y, List.of(new long[] {n}, new long[] {n}), List.of(all, UNUSUAL));
                Expr constant = Expr.binary(function, Expr.variable(0), Expr.constant(rounded));
                elementwise(setting, constant, List.of(new long[] {n}), List.of(UNUSUAL));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aChoiceTakesTheRightSideForEveryNumber(Setting setting) {
        int n = UNUSUAL.length;
        Expr y = Expr.choose(Expr.variable(0), Expr.variable(1), Expr.variable(2));
        List<double[]> data = List.of(UNUSUAL, UNUSUAL, new double[] {7});
        elementwise(setting, y, List.of(new long[] {n, 1}, new long[] {n}, new long[0]), data);
        elementwise(setting, y, List.of(new long[] {n}, new long[] {n}, new long[] {1}), data);
    }

    /** Element by element, so that one large number does not hide the others. */
    private static void elementwise(Setting setting, Expr body, List<long[]> shapes, List<double[]> data) {
        Program program = Program.of(shapes.size(), body);
        List<Value> inputs = inputs(shapes.stream().map(TensorType::ofFloat).toList());
        Graph graph = Graph.of(Map.of("y", Value.of(new Expression("tested", program), inputs)));
        Trial trial = new Trial(setting.backend(), setting.precision(), List.of(graph));
        IntStream.range(0, shapes.size()).forEach(i -> trial.feed("x" + i, data.get(i)));
        trial.checkEach(program + " of " + data.stream().map(Arrays::toString).toList(), setting.precision());
    }
}
