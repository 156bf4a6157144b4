package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.cpu.Chains.Chain;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.compile.Compiler;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Slot;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Transpose;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.train.StepSetting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which launches of whole training steps and of small plans run together. */
class ChainsTest {
    private static final int[] THREADS = {1, 2, 3, 4, 8};
    /** Launches after the gradients: the finite check, the penalty and the optimizer. */
    private static final int UPDATE = 5;

    private static final int ROWS = 32;
    private static final int COLUMNS = 8;
    private static final Slot KERNEL = new Slot("workspace", 0, DataType.FLOAT32, Shape.of(COLUMNS, COLUMNS));
    private static final Launch FIRST = product(matrix(1), KERNEL, matrix(2));
    private static final Launch SECOND = product(matrix(2), KERNEL, matrix(3));

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    private static List<Chain> chains(Plan plan, int threads) {
        Map<String, CpuArena> arenas = new LinkedHashMap<>();
        Means means = new Means(
                CpuLibrary.catalogue(),
                new MatrixLibraries(() -> true, true, new Tuning(() -> true, Optional.empty())),
                threads);
        try {
            for (ArenaSpec spec : plan.arenas()) {
                arenas.put(spec.name(), new CpuArena(spec, 0));
            }
            return new Chains(plan.launches(), new Tensors(arenas), means).all();
        } finally {
            arenas.values().forEach(CpuArena::close);
        }
    }

    private static StepSetting withDropout() {
        return StepSetting.classifier(
                20,
                List.of(Dense.of(32, relu()), Dropout.of(0.3), Dense.of(24, relu()), Dense.of(5, softmax())),
                Metrics.accuracy());
    }

    private static boolean isSum(Launch launch) {
        return launch.op() instanceof MatrixProduct product && product.transposeA();
    }

    /** The sums over rows that run together with other launches. */
    private static long chainedSums(Plan plan, List<Chain> chains) {
        return chains.stream()
                .filter(chain -> !chain.isOne())
                .flatMap(chain -> chain.members().stream())
                .filter(member -> isSum(plan.launches().get(member)))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 31, 255, 256, 1023, 1025, 4096})
    void chainsKeepTheOrderOfAllThatDependsOnOneAnother(int rows) {
        List<StepSetting> settings = List.of(
                StepSetting.sigmoids(64, 64, 8),
                StepSetting.sigmoids(12, 24, 5),
                StepSetting.sigmoids(784, 1024, 2),
                withDropout());
        for (StepSetting setting : settings) {
            for (boolean accumulate : new boolean[] {false, true}) {
                for (Precision precision : Precision.values()) {
                    Plan plan = Compiler.compile(setting.stages(rows, accumulate), precision, new CpuTarget());
                    for (int threads : THREADS) {
                        ChainOrder.check(plan, chains(plan, threads));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDeepNarrowStepIsTwoChainsAndTheUpdate(int threads) {
        Plan plan = StepSetting.sigmoids(64, 64, 8).plan(256, new CpuTarget());
        List<Chain> chains = chains(plan, threads);
        assertEquals(49, plan.launches().size(), plan.text());
        assertEquals(2 + UPDATE, chains.size(), () -> chains + "\n" + plan.text());
        assertEquals(9, chainedSums(plan, chains));
        for (Chain chain : chains.subList(0, 2)) {
            assertEquals(threads, chain.tasks(), () -> "" + chain);
            assertTrue(chain.unitsAtOnce() * threads >= 16, () -> "all rows of a task at once: " + chain);
        }
    }

    @Test
    void whereTheSumsAreWorthMoreThanTwoThreadsTheyAreNotChained() {
        Plan plan = StepSetting.sigmoids(64, 64, 8).plan(1024, new CpuTarget());
        assertEquals(9, chainedSums(plan, chains(plan, 2)));
        for (int threads : new int[] {3, 8}) {
            List<Chain> chains = chains(plan, threads);
            assertEquals(0, chainedSums(plan, chains), () -> "" + chains);
        }
    }

    @Test
    void sumsOverFewRowsAreChainedOnOneThreadAlone() {
        Plan plan = StepSetting.sigmoids(64, 64, 8).plan(255, new CpuTarget());
        assertEquals(9, chainedSums(plan, chains(plan, 1)));
        for (int threads : new int[] {2, 3, 8}) {
            List<Chain> chains = chains(plan, threads);
            assertEquals(0, chainedSums(plan, chains), () -> "" + chains);
        }
    }

    @Test
    void wideLayersAreNotChainedWithSums() {
        Plan plan = StepSetting.sigmoids(784, 1024, 2).plan(256, new CpuTarget());
        for (int threads : THREADS) {
            List<Chain> chains = chains(plan, threads);
            assertEquals(0, chainedSums(plan, chains), () -> "" + chains);
        }
    }

    @Test
    void rowsTooManyForTheCachesArePairsThatTakeSomeAtATime() {
        Plan plan = StepSetting.sigmoids(64, 64, 8).plan(4096, new CpuTarget());
        List<Chain> several = chains(plan, 1).stream()
                .filter(chain -> chain.members().size() > 1)
                .toList();
        assertEquals(17, several.size(), () -> "" + several);
        for (Chain chain : several) {
            assertEquals(2, chain.members().size(), () -> "" + chain);
            assertTrue(chain.unitsAtOnce() <= 64, () -> "" + chain);
        }
    }

    /** The {@code place}th of matrices that lie one right behind another. */
    private static Slot matrix(int place) {
        return new Slot("workspace", (long) place * ROWS * COLUMNS, DataType.FLOAT32, Shape.of(ROWS, COLUMNS));
    }

    private static Launch product(Slot rows, Slot whole, Slot result) {
        return new Launch(new MatrixProduct(false, false), List.of(rows, whole), List.of(result), "");
    }

    /** A launch that does not work by row. */
    private static Launch turned(Slot from, Slot to) {
        return new Launch(new Transpose(List.of(1, 0)), List.of(from), List.of(to.as(Shape.of(COLUMNS, ROWS))), "");
    }

    private static Plan plan(Launch... launches) {
        ArenaSpec workspace =
                new ArenaSpec("workspace", DataType.FLOAT32, 20L * ROWS * COLUMNS, ArenaSpec.Role.WORKSPACE);
        return new Plan(Precision.FLOAT32, List.of(workspace), Map.of(), Map.of(), List.of(launches), List.of());
    }

    private static String text(List<Chain> chains) {
        return chains.stream()
                .map(chain -> chain.moved() + "" + chain.members())
                .collect(Collectors.joining(" "));
    }

    private static void assertChains(String expected, Launch... launches) {
        Plan plan = plan(launches);
        List<Chain> chains = chains(plan, 2);
        assertEquals(expected, text(chains));
        ChainOrder.check(plan, chains);
    }

    @Test
    void aLaunchInBetweenThatHasNothingToDoWithTheMembersRunsBefore() {
        assertChains("[][0, 1]", FIRST, SECOND);
        assertChains("[1][0, 2]", FIRST, turned(matrix(4), matrix(5)), SECOND);
        assertChains("[1][0, 2]", FIRST, turned(matrix(1), matrix(5)), SECOND);
    }

    @Test
    void aLaunchInBetweenThatDependsOnAMemberStaysWhereItIs() {
        assertChains("[][0] [][1] [][2]", FIRST, turned(matrix(2), matrix(5)), SECOND);
        assertChains("[][0] [][1] [][2]", FIRST, turned(matrix(5), matrix(1)), SECOND);
        assertChains("[][0] [][1] [][2]", FIRST, turned(matrix(5), matrix(2)), SECOND);
        assertChains("[][0] [][1] [][2]", FIRST, turned(matrix(5), matrix(0)), SECOND);
    }

    @Test
    void whatReadsWholeOrByOtherRowsWhatAMemberWritesIsNoMember() {
        Slot whole = matrix(2).as(Shape.of(COLUMNS, ROWS));
        Slot wide = new Slot("workspace", 10L * ROWS * COLUMNS, DataType.FLOAT32, Shape.of(ROWS, ROWS));
        assertChains("[][0] [][1]", FIRST, product(matrix(1), whole, wide));
        Slot narrow = matrix(2).as(Shape.of(2 * ROWS, COLUMNS / 2));
        Slot result = wide.as(Shape.of(2 * ROWS, ROWS / 2));
        Slot kernel = new Slot("workspace", 0, DataType.FLOAT32, Shape.of(COLUMNS / 2, ROWS / 2));
        assertChains("[][0] [][1]", FIRST, product(narrow, kernel, result));
    }

    @Test
    void threeLaunchesRunBeforeAndFourEndAChain() {
        Launch[] apart = IntStream.range(0, 4)
                .mapToObj(i -> turned(matrix(4), matrix(5 + i)))
                .toArray(Launch[]::new);
        assertChains("[1, 2, 3][0, 4]", FIRST, apart[0], apart[1], apart[2], SECOND);
        assertChains("[][0] [][1] [][2] [][3] [][4] [][5]", FIRST, apart[0], apart[1], apart[2], apart[3], SECOND);
    }

    private static void assertWrong(Plan plan, Chain... chains) {
        assertThrows(AssertionError.class, () -> ChainOrder.check(plan, List.of(chains)));
    }

    /** As the other tests trust it. */
    @Test
    void theCheckSeesWhatIsWrong() {
        Chain alone = new Chain(List.of(), List.of(0), 0, 1, 0);
        Plan dependent = plan(FIRST, turned(matrix(2), matrix(5)), SECOND);
        assertWrong(dependent, new Chain(List.of(1), List.of(0, 2), ROWS, 1, 2));
        assertWrong(plan(FIRST, SECOND), alone);
        assertWrong(plan(FIRST, SECOND), new Chain(List.of(), List.of(1, 0), ROWS, 1, 2));
        Launch whole = product(matrix(1), matrix(2).as(Shape.of(COLUMNS, ROWS)), matrix(6));
        assertWrong(plan(FIRST, whole), new Chain(List.of(), List.of(0, 1), ROWS, 2, 1));
        assertWrong(plan(FIRST, whole), new Chain(List.of(), List.of(0, 1), ROWS, 1, 1));
        Launch sum = new Launch(new MatrixProduct(true, false), List.of(matrix(1), matrix(2)), List.of(KERNEL), "");
        assertWrong(plan(FIRST, sum), new Chain(List.of(), List.of(0, 1), ROWS, 2, 1));
        assertWrong(plan(sum, SECOND), new Chain(List.of(), List.of(0, 1), ROWS, 1, 2));
    }
}
