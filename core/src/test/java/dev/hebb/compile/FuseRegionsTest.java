package dev.hebb.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.OracleBackend;
import dev.hebb.compile.Region.Output;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.State;
import dev.hebb.graph.op.Sum;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which nodes become one region. That regions compute what their nodes did is the matter of {@code RegionContractTest}. */
class FuseRegionsTest {
    private static Value input(String name, long... dims) {
        return Value.input(name, TensorType.ofFloat(dims));
    }

    private static Value state(long offset, long... dims) {
        return Value.of(new State("w", offset, TensorType.ofFloat(dims), "w" + offset));
    }

    private static Plan compile(Graph graph) {
        return Compiler.compile(
                graph, Precision.FLOAT64, OracleBackend.taking(region -> true).target());
    }

    private static Plan compile(Value... outputs) {
        Map<String, Value> named = new LinkedHashMap<>();
        for (Value output : outputs) {
            named.put("y" + named.size(), output);
        }
        return compile(Graph.of(named));
    }

    /** The region that everything became. */
    private static Region only(Value... outputs) {
        Plan plan = compile(outputs);
        assertEquals(1, plan.launches().size(), plan.text());
        return (Region) plan.launches().get(0).op();
    }

    private static List<String> kinds(Plan plan) {
        return plan.launches().stream()
                .map(launch ->
                        launch.op() instanceof Region ? "region" : launch.op().name())
                .toList();
    }

    private static Value sum(Value x, int... axes) {
        List<Integer> over = new ArrayList<>();
        for (int axis : axes) {
            over.add(axis);
        }
        return Value.of(new Sum(over, true), x);
    }

    @Test
    void elementsThatKnowOfNoRowsAreFlat() {
        Region region = only(input("x", 4, 5).times(input("scale")).exp().sum());
        assertTrue(region.isFlat(), region.toString());
        assertEquals(20, region.columns());
        assertEquals(List.of(Space.MATRIX, Space.SINGLE), region.inputs());
    }

    @Test
    void softmaxIsOneRegionOfRowsWhateverTheLeadingAxes() {
        Region region = only(Value.of(new Softmax(-1), input("x", 3, 4, 5)));
        assertEquals(12, region.rows());
        assertEquals(
                "x0 matrix: v1 = row_max x0; v2 = sub x0 v1; v3 = exp v2; v4 = row_sum v3; v5 = div v3 v4; -> v5",
                region.canonical());
    }

    @Test
    void softmaxOverAMiddleAxisStaysInParts() {
        Plan plan = compile(Value.of(new Softmax(1), input("x", 3, 4, 5)));
        assertTrue(kinds(plan).containsAll(List.of("max", "sum")), plan.text());
    }

    @Test
    void rowsColumnsAndSingleNumbersAreToldApartEvenInASquare() {
        Value y = input("x", 5, 5)
                .times(input("row", 5, 1))
                .plus(input("column", 5))
                .times(input("one", 1, 1));
        assertEquals(List.of(Space.MATRIX, Space.ROWS, Space.COLUMNS, Space.SINGLE), only(y).inputs());
    }

    @Test
    void vectorsOfOneNumberPerRowJoinThroughTheirViews() {
        Value x = input("x", 6, 5);
        Value perRow = sum(x.exp(), -1).reshape(6).log().times(input("weights", 6));
        Region region = only(perRow.sum(), x.times(perRow.reshape(6, 1)));
        assertEquals(List.of(Space.MATRIX, Space.ROWS), region.inputs());
        assertEquals(6, region.rows());
    }

    @Test
    void inputThatFitsNoSpaceKeepsItsNodeOut() {
        Value x = input("x", 5, 6, 7);
        Plan plan = compile(sum(x, -1), x.times(input("y", 5, 1, 7)));
        assertEquals(List.of("fused", "region"), kinds(plan).stream().sorted().toList(), plan.text());
    }

    @Test
    void whatReadsATotalOrAColumnSumWaitsForIt() {
        Value x = input("x", 4, 5);
        for (Value y : List.of(x.minus(x.exp().sum()), x.minus(sum(x.exp(), 0)))) {
            assertEquals(List.of("region", "region"), kinds(compile(y)));
        }
    }

    @Test
    void regionsThatWaitForEachOtherThroughAProductStayApart() {
        Value a = input("x", 4, 4).plus(1);
        assertEquals(List.of("region", "matrix_product", "region"), kinds(compile(a.times(a.matmul(a)))));
    }

    @Test
    void readersOfOneTensorReadItOnce() {
        Value x = input("x", 6, 5);
        Region region = only(
                sum(x, 0),
                Value.of(new Max(List.of(-1), false), x),
                x.exp(),
                x.square().sum());
        assertEquals(List.of(Space.MATRIX), region.inputs());
        assertEquals(4, region.outputs().size());
    }

    @Test
    void readersOfOneVectorStayApartWhereOneRunsOverAMatrix() {
        Value weights = input("weights", 6);
        Value y = input("x", 6, 5).times(weights.reshape(6, 1));
        assertEquals(List.of("region", "region"), kinds(compile(y, weights.sum())));
    }

    @Test
    void oneRowIsComputedAsManyAre() {
        List<String> texts = new ArrayList<>();
        for (int rows : new int[] {1, 2}) {
            Value x = input("x", rows, 5).plus(input("bias", 5));
            texts.add(only(Value.of(new Softmax(-1), x)).canonical());
            texts.add(only(x.exp()).canonical());
        }
        assertEquals(texts.subList(2, 4), texts.subList(0, 2));
    }

    @Test
    void numbersJoinEachOther() {
        Value a = input("a");
        Value b = input("b", 1);
        Region region = only(a.exp(), b.log(), a.times(b).plus(1));
        assertEquals(1, region.columns());
        assertEquals(List.of(Space.MATRIX, Space.MATRIX), region.inputs());
    }

    @Test
    void numberThatOneRegionReadsIsComputedInIt() {
        Value x = input("x", 9);
        Value rate = input("rate");
        assertEquals(
                List.of(Space.SINGLE, Space.MATRIX), only(x.times(rate.exp())).inputs());
        assertEquals(
                List.of("region", "region", "region"),
                kinds(compile(x.times(rate.exp()), input("z", 7).times(rate.exp()))));
    }

    @Test
    void equalStepsAreComputedOnceAndDeadOnesNotAtAll() {
        Value x = input("x", 4, 5);
        Node two = Node.of(
                new Expression("two", Program.of(2, Expr.tanh(Expr.variable(0)), Expr.exp(Expr.variable(1)))),
                List.of(x, input("unused", 4, 5)));
        Region region = only(sum(two.output(), -1), sum(x.map("same", Expr::tanh), 0));
        assertEquals("x0 matrix: v1 = tanh x0; v2 = row_sum v1; v3 = column_sum v1; -> v2 v3", region.canonical());
    }

    /** A result that ignores an input has the shape of both and the numbers of one. */
    @Test
    void resultThatDependsOnLessThanItsShapeIsNoOutput() {
        Node node = Node.of(
                new Expression("first", Program.of(2, Expr.exp(Expr.variable(0)))),
                List.of(input("row", 4, 1), input("x", 4, 5)));
        assertEquals(List.of("fused"), kinds(compile(node.output())));
        Plan reduced = compile(sum(node.output(), -1));
        assertEquals(List.of("fused", "region"), kinds(reduced));
    }

    @Test
    void copyStaysAsItIs() {
        assertEquals(List.of("fused"), kinds(compile(input("x", 4))));
    }

    @Test
    void emptyTensorsAreLeftAlone() {
        assertEquals(
                List.of("fused", "sum"), kinds(compile(input("x", 0, 3).exp().sum())));
    }

    @Test
    void targetIsAskedForEveryRegionThatAppears() {
        List<Region> taken = new ArrayList<>();
        Value x = input("x", 4, 5);
        Plan plan = Compiler.compile(
                Graph.of(Map.of("y", Value.of(new Softmax(-1), x.exp().plus(input("bias", 5))))),
                Precision.FLOAT64,
                OracleBackend.taking(region -> {
                            boolean takes = region.steps().size() <= 3;
                            if (takes) {
                                taken.add(region);
                            }
                            return takes;
                        })
                        .target());
        List<Region> regions = plan.launches().stream()
                .filter(launch -> launch.op() instanceof Region)
                .map(launch -> (Region) launch.op())
                .toList();
        assertTrue(regions.size() > 1 && taken.containsAll(regions), plan.text());
    }

    @Test
    void regionWritesOverAnInputThatDiesWithIt() {
        Value product = input("x", 4, 4).matmul(input("y", 4, 5));
        Value h = product.plus(input("bias", 5));
        Plan plan = compile(h.matmul(input("z", 5, 2)));
        Launch region = plan.launches().get(1);
        assertEquals(region.inputs().get(0), region.outputs().get(0), plan.text());
    }

    @Test
    void columnSumMayNotLieOnWhatItReads() {
        Value product = input("x", 1, 4).matmul(input("y", 4, 5));
        Value row = Value.of(new Sum(List.of(0), false), product.times(input("z", 3, 5)));
        Plan plan = compile(row.reshape(1, 5).matmul(input("v", 5, 2)));
        Launch region = plan.launches().get(1);
        assertTrue(region.op() instanceof Region, plan.text());
        assertTrue(region.inputs().stream().noneMatch(region.outputs().get(0)::overlaps), plan.text());
    }

    @Test
    void columnSumOverItsOwnBiasIsCopiedAtTheEnd() {
        Value bias = state(0, 5);
        Value y = input("x", 4, 5).plus(bias);
        Plan plan = compile(new Graph(
                Map.of("y", y), List.of(new Update(bias, Value.of(new Sum(List.of(0), false), y.exp())))));
        assertEquals(List.of("region", "identity"), kinds(plan), plan.text());
        assertFalse(plan.launches().get(0).outputs().stream()
                .anyMatch(slot -> slot.arena().equals("w")));
    }

    @Test
    void updateOfColumnsInPlaceIsRefused() {
        Region region = new Region(
                4,
                5,
                List.of(Space.MATRIX, Space.COLUMNS),
                List.of(
                        new Step.Compute(new Program.Instruction.Apply2(BinaryFunction.ADD, 0, 1)),
                        new Step.Reduce(Reduction.COLUMN_SUM, 2)),
                List.of(new Output(3, Shape.of(5))));
        Value bias = state(0, 5);
        Node node = Node.of(region, List.of(input("x", 4, 5), bias));
        List<Schedule.Step> steps = List.of(
                new Schedule.Step(node, List.of(Optional.of((State) bias.node().op()))));
        assertThrows(CompileException.class, () -> VerifyUpdates.check(steps));
    }
}
