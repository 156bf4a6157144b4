package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Region;
import dev.hebb.compile.Target;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DrawnExamples;
import dev.hebb.graph.op.DrawnExamples.Drawn;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Precision;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans with regions compute what the graphs say, whatever regions a target takes. */
class RegionContractTest {
    private static final int RANDOM_GRAPHS = Integer.getInteger("hebb.graphs", 200);

    static Stream<Named<Predicate<Region>>> targets() {
        return Stream.of(
                Named.of("every region", region -> true),
                Named.of("flat regions", Region::isFlat),
                Named.of("few steps", region -> region.steps().size() <= 4),
                Named.of("one output", region -> region.outputs().size() == 1),
                Named.of("some at random", region -> region.canonical().hashCode() % 3 != 0));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyOpAndItsGradientGiveWhatTheOracleGives(Predicate<Region> fuses) {
        for (Drawn example : DrawnExamples.all(TestRandom.of("everyOp"))) {
            if (example.op() instanceof Input || example.op() instanceof State) {
                continue;
            }
            List<Value> inputs = BackendContractTest.inputs(example.types());
            Value output = Value.of(example.op(), inputs);
            Map<String, Value> outputs = new LinkedHashMap<>(Map.of("y", output));
            if (example.smooth() && output.type().isFloat()) {
                outputs.putAll(BackendContractTest.gradients(output, inputs));
            }
            Trial trial = trial(fuses, List.of(Graph.of(outputs)));
            IntStream.range(0, inputs.size())
                    .forEach(i -> trial.feed("x" + i, example.inputs().get(i)));
            trial.check(TestRandom.describe(example.op() + " of " + example.types()), 1);
        }
    }

    /** The first target sees most graphs. */
    static Stream<Arguments> targetsAndGraphs() {
        AtomicInteger graphs = new AtomicInteger(RANDOM_GRAPHS);
        return targets().map(target -> Arguments.of(target, graphs.getAndSet(RANDOM_GRAPHS / 4)));
    }

    @ParameterizedTest
    @MethodSource("targetsAndGraphs")
    void randomGraphsGiveWhatTheOracleGives(Predicate<Region> fuses, int graphs) {
        int regions = 0;
        for (int i = 0; i < graphs; i++) {
            RandomGraph random = new RandomGraph(TestRandom.seed() + i);
            List<Graph> stages = random.build();
            Trial trial = trial(fuses, stages).state("parameters", random.initialState());
            random.feeds().forEach(trial::feed);
            trial.check(TestRandom.describe("random graph " + i), 2);
            regions += regions(fuses, stages);
        }
        assertTrue(regions > graphs, regions + " regions in " + graphs + " graphs");
    }

    /** How many regions the plan has, all of which the target has said yes to. */
    private static int regions(Predicate<Region> fuses, List<Graph> stages) {
        Target target = OracleBackend.taking(fuses).target();
        List<Region> regions = Compiler.compile(stages, Precision.FLOAT64, target).launches().stream()
                .filter(launch -> launch.op() instanceof Region)
                .map(launch -> (Region) launch.op())
                .toList();
        assertTrue(regions.stream().allMatch(fuses), regions.toString());
        return regions.size();
    }

    private static Trial trial(Predicate<Region> fuses, List<Graph> stages) {
        return new Trial(OracleBackend.taking(fuses), Precision.FLOAT64, stages);
    }

    @ParameterizedTest
    @MethodSource("targets")
    void aTrainingStepGivesWhatTheOracleGives(Predicate<Region> fuses) {
        for (TrainingStep step :
                List.of(new TrainingStep(1, 1, 1, 2), new TrainingStep(7, 5, 31, 3), new TrainingStep(7, 5, 7, 7))) {
            trial(fuses, List.of(step.graph()))
                    .feed("x", step.rows())
                    .feed("y", Arrays.stream(step.labels()).asDoubleStream().toArray())
                    .feed("rate", 1e-3)
                    .state("parameters", step.weights())
                    .state("m", new double[step.parameters()])
                    .state("v", new double[step.parameters()])
                    .check(step.toString(), 3);
        }
    }
}
