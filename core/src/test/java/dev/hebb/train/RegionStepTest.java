package dev.hebb.train;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.sigmoid;
import static dev.hebb.nn.Activations.softmax;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.Snapshot;
import dev.hebb.backend.OracleBackend;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Lifetime;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.compile.Slot;
import dev.hebb.compile.Target;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.metric.Metrics;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Dropout;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Penalty;
import dev.hebb.optim.Adam;
import dev.hebb.optim.AdamW;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Momentum;
import dev.hebb.optim.Nesterov;
import dev.hebb.optim.Optimizer;
import dev.hebb.optim.RmsProp;
import dev.hebb.optim.Sgd;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole training steps for a target that runs every region. */
class RegionStepTest {
    private static final OracleBackend EVERY_REGION = OracleBackend.taking(region -> true);
    private static final double TOLERANCE = 1e-9;

    private static StepSetting classifier() {
        return new StepSetting(
                784,
                List.of(Dense.of(128, relu()), Dense.of(10, softmax())),
                Losses.sparseCategoricalCrossEntropy(),
                List.of(),
                Adam.of(1e-3),
                Clipping.NONE);
    }

    private static StepSetting small(Loss loss, Optimizer optimizer, Clipping clipping) {
        Activation last = loss.expects() != Loss.Expects.PROBABILITIES
                ? tanh()
                : loss.name().startsWith("binary") ? sigmoid() : softmax();
        return new StepSetting(
                4,
                List.of(
                        Dense.of(6, tanh()).withPenalty(Penalty.elasticNet(1e-3, 1e-2)),
                        Dropout.of(0.4),
                        Dense.of(5, relu()),
                        loss.expects() == Loss.Expects.LOGITS ? Dense.of(3) : Dense.of(3, last)),
                loss,
                loss.targets() == Loss.Targets.CLASSES ? List.of(Metrics.accuracy()) : List.of(),
                optimizer,
                clipping);
    }

    private static void check(StepSetting setting, int rows, boolean accumulate) {
        setting.check(List.of(EVERY_REGION), Precision.FLOAT64, rows, accumulate, TOLERANCE);
    }

    @Test
    void everyLossGivesWhatTheOracleGivesForBatchesOfAnySize() {
        for (Loss loss : Losses.all()) {
            for (int rows : new int[] {1, 3, 7}) {
                check(small(loss, Adam.of(1e-2), Clipping.NONE), rows, rows == 3);
            }
        }
    }

    @Test
    void everyOptimizerAndClippingGivesWhatTheOracleGives() {
        for (Optimizer optimizer : List.of(
                Adam.of(1e-2), AdamW.of(1e-2), Momentum.of(1e-2), Nesterov.of(1e-2), RmsProp.of(1e-2), Sgd.of(1e-2))) {
            for (Clipping clipping : List.of(Clipping.NONE, Clipping.byValue(0.01), Clipping.byGlobalNorm(0.1))) {
                check(small(Losses.sparseCategoricalCrossEntropy(), optimizer, clipping), 5, false);
            }
        }
    }

    @Test
    void oneOutputIsRegressedRight() {
        StepSetting setting = new StepSetting(
                3,
                List.of(Dense.of(4, tanh()), Dense.of(1)),
                Losses.meanSquaredError(),
                List.of(Metrics.meanAbsoluteError(), Metrics.r2()),
                Momentum.of(1e-2),
                Clipping.NONE);
        for (int rows : new int[] {1, 2, 9}) {
            check(setting, rows, false);
        }
    }

    @Test
    void planOfAClassifiersStepIsTheSnapshot() {
        StepSetting setting = new StepSetting(
                4,
                List.of(Dense.of(3, relu()).withPenalty(Penalty.l2(0.01)), Dropout.of(0.5), Dense.of(2, softmax())),
                Losses.sparseCategoricalCrossEntropy(),
                List.of(Metrics.accuracy()),
                Adam.of(1e-3),
                Clipping.byGlobalNorm(1));
        Snapshot.check(
                "plans/region-step.txt", setting.plan(5, EVERY_REGION.target()).text());
    }

    private static List<Region> regions(Plan plan) {
        return plan.launches().stream()
                .map(Launch::op)
                .filter(Region.class::isInstance)
                .map(Region.class::cast)
                .toList();
    }

    private static Region only(Plan plan, Reduction reduction) {
        List<Region> with = regions(plan).stream()
                .filter(region -> region.steps().stream()
                        .anyMatch(step -> step instanceof Step.Reduce reduce && reduce.reduction() == reduction))
                .toList();
        assertEquals(1, with.size(), plan.text());
        return with.get(0);
    }

    @Test
    void aClassifiersStepIsFewLaunches() {
        Plan plan = classifier().plan(32, EVERY_REGION.target());
        List<String> kinds = plan.launches().stream()
                .map(launch -> launch.op() instanceof Region region
                        ? region.rows() + " x " + region.columns()
                        : launch.op().name())
                .toList();
        List<String> wanted = new ArrayList<>(List.of("matrix_product", "32 x 128", "matrix_product", "one_hot"));
        wanted.addAll(List.of("32 x 10", "matrix_product", "32 x 128", "matrix_product", "matrix_product"));
        wanted.addAll(List.of("1 x 101776", "1 x 1", "constant", "1 x 101632", "1 x 144"));
        assertEquals(wanted, kinds, plan.text());
    }

    @Test
    void lossWithItsGradientAndTheBiasGradientIsOneRegionThatWritesThreeTensors() {
        Plan plan = classifier().plan(32, EVERY_REGION.target());
        Region region = only(plan, Reduction.ROW_MAX);
        assertEquals(
                List.of(Space.MATRIX, Space.COLUMNS, Space.ROWS, Space.SINGLE, Space.MATRIX),
                region.inputs(),
                () -> "" + region);
        assertEquals(
                List.of(Space.MATRIX, Space.COLUMNS, Space.SINGLE),
                region.outputs().stream()
                        .map(output -> region.spaces().get(output.value()))
                        .toList(),
                () -> "" + region);
    }

    @Test
    void finiteCheckReadsTheGradientsOnceAndWritesOneNumber() {
        Plan plan = classifier().plan(32, EVERY_REGION.target());
        Launch check = plan.launches().stream()
                .filter(launch ->
                        launch.inputs().stream().anyMatch(slot -> slot.shape().equals(Shape.of(101776))))
                .findFirst()
                .orElseThrow();
        assertEquals(1, check.inputs().size());
        assertEquals(
                List.of(Shape.SCALAR), check.outputs().stream().map(Slot::shape).toList());
    }

    @Test
    void anUpdateWritesParametersAndMomentsInPlace() {
        Plan plan = classifier().plan(32, EVERY_REGION.target());
        for (Launch update : plan.launches()
                .subList(plan.launches().size() - 2, plan.launches().size())) {
            assertEquals(
                    List.of("parameters", "optimizer", "optimizer"),
                    update.outputs().stream().map(Slot::arena).toList());
            assertTrue(update.inputs().containsAll(update.outputs()), plan.text());
            assertTrue(((Region) update.op()).isFlat(), plan.text());
        }
    }

    /** Two products forward, one per kernel backward, and one for the hidden layer: none for the rows that came in. */
    @Test
    void gradientByTheInputIsNotComputed() {
        for (Target target : List.of(Target.PRIMITIVES, EVERY_REGION.target())) {
            Plan plan = classifier().plan(32, target);
            List<Shape> products = plan.launches().stream()
                    .filter(launch -> launch.op() instanceof MatrixProduct)
                    .map(launch -> launch.outputs().get(0).shape())
                    .toList();
            assertEquals(
                    Stream.of(
                                    new long[] {32, 128},
                                    new long[] {32, 10},
                                    new long[] {32, 128},
                                    new long[] {784, 128},
                                    new long[] {128, 10})
                            .map(Shape::of)
                            .toList(),
                    products,
                    plan.text());
        }
    }

    @Test
    void temporariesThatLiveTogetherDoNotOverlap() {
        Plan plan = small(Losses.sparseCategoricalCrossEntropy(), Adam.of(1e-3), Clipping.byGlobalNorm(1))
                .plan(6, EVERY_REGION.target());
        assertTrue(plan.lifetimes().size() > 5, plan.text());
        for (Lifetime a : plan.lifetimes()) {
            for (Lifetime b : plan.lifetimes()) {
                boolean together = !a.equals(b) && a.first() <= b.last() && b.first() <= a.last();
                assertFalse(together && a.slot().overlaps(b.slot()), () -> a + " and " + b + "\n" + plan.text());
            }
        }
    }

    @Test
    void compilingTwiceGivesTheSameText() {
        assertEquals(
                classifier().plan(32, EVERY_REGION.target()).text(),
                classifier().plan(32, EVERY_REGION.target()).text());
    }
}
