package dev.hebb.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.Snapshot;
import dev.hebb.autodiff.Gradients;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.CategoricalCrossEntropy;
import dev.hebb.graph.op.CategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.State;
import dev.hebb.graph.op.Tanh;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompilerTest {
    private static Value input(String name, long... dims) {
        return Value.input(name, TensorType.ofFloat(dims));
    }

    private static Value state(String arena, long offset, long... dims) {
        return Value.of(new State(arena, offset, TensorType.ofFloat(dims), arena + offset));
    }

    private static Plan compile(Graph... stages) {
        return Compiler.compile(List.of(stages), Precision.FLOAT32, Target.PRIMITIVES);
    }

    private static Plan compile(Value output) {
        return compile(Graph.of(Map.of("y", output)));
    }

    private static List<Op> ops(Plan plan) {
        return plan.launches().stream().map(Launch::op).toList();
    }

    /** A dense layer with sigmoid, half squared error, its gradients and a step of gradient descent. */
    private static Plan denseStep() {
        Value x = input("x", 4, 3);
        Value target = input("target", 4, 2);
        Value kernel = state("parameters", 0, 3, 2);
        Value bias = state("parameters", 16, 2);
        Value y = Value.of(new Sigmoid(), x.matmul(kernel).plus(bias));
        Value loss = y.minus(target).square().sum().times(input("scale"));
        List<Value> gradients = Gradients.of(loss, List.of(kernel, bias));
        Graph first = new Graph(
                Map.of(),
                List.of(
                        new Update(state("gradients", 0, 3, 2), gradients.get(0)),
                        new Update(state("gradients", 16, 2), gradients.get(1)),
                        new Update(state("report", 0), loss)));
        Value parameters = state("parameters", 0, 32);
        Value moved = parameters.minus(state("gradients", 0, 32).times(input("learning_rate")));
        Graph second = new Graph(Map.of(), List.of(new Update(parameters, moved)));
        return compile(first, second);
    }

    @Test
    void planOfATrainingStepIsTheSnapshot() {
        Snapshot.check("plans/dense-step.txt", denseStep().text());
    }

    @Test
    void compilingTwiceGivesTheSameText() {
        assertEquals(denseStep().text(), denseStep().text());
    }

    @Test
    void gradientsAndParametersAreWrittenInPlace() {
        Plan plan = denseStep();
        for (String arena : List.of("parameters", "gradients", "report")) {
            assertTrue(plan.launches().stream()
                    .flatMap(launch -> launch.outputs().stream())
                    .anyMatch(slot -> slot.arena().equals(arena)));
        }
        assertTrue(
                ops(plan).stream().noneMatch(Identity.class::isInstance),
                "a copy at the end of a stage:\n" + plan.text());
    }

    @Test
    void chainOfElementwiseOpsIsOneLaunch() {
        Value x = input("x", 5, 7);
        Value y = Value.of(new Tanh(), x.times(2).plus(1)).times(x).max(0);
        Plan plan = compile(y);
        assertEquals(1, plan.launches().size(), plan.text());
        assertEquals(0, plan.workspaceBytes());
    }

    @Test
    void valueUsedTwiceOutsideItsGroupIsASecondOutput() {
        Value x = input("x", 5, 7);
        Value h = Value.of(new Tanh(), x);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("h", h);
        outputs.put("g", h.times(h).plus(x));
        Plan plan = compile(Graph.of(outputs));
        assertEquals(1, plan.launches().size(), plan.text());
        assertEquals(2, plan.launches().get(0).outputs().size());
    }

    @Test
    void groupsThatWaitForEachOtherThroughAProductStayApart() {
        Value x = input("x", 4, 4);
        Value a = x.plus(1);
        Value b = a.matmul(a);
        Value c = a.times(b);
        Plan plan = compile(c);
        assertEquals(3, plan.launches().size(), plan.text());
    }

    @Test
    void equalSubexpressionsAreComputedOnceButEqualDropoutsAreNot() {
        Value x = input("x", 4, 4);
        Value random = Value.input("random", TensorType.ofInt(4));
        assertEquals(
                1,
                ops(compile(x.matmul(x).plus(x.matmul(x)))).stream()
                        .filter(MatrixProduct.class::isInstance)
                        .count());
        Value one = Value.of(new DropoutMask(0.5, 0, Shape.of(4, 4)), random);
        Value other = Value.of(new DropoutMask(0.5, 1, Shape.of(4, 4)), random);
        assertEquals(
                2,
                ops(compile(one.times(other))).stream()
                        .filter(DropoutMask.class::isInstance)
                        .count());
    }

    @Test
    void transposesMoveIntoProducts() {
        Value x = input("x", 4, 3);
        Plan plan = compile(x.transpose(1, 0).matmul(x));
        assertEquals(List.of(new MatrixProduct(true, false)), ops(plan));
    }

    @Test
    void softmaxBeforeCrossEntropyBecomesTheStableOp() {
        Value probabilities = Value.of(new Softmax(-1), input("x", 4, 3));
        Value loss = Value.of(new CategoricalCrossEntropy(), probabilities, input("target", 4, 3));
        Node canonical = Canonicalize.of(List.of(loss)).get(0).node();
        assertEquals(new CategoricalCrossEntropyFromLogits(), canonical.op());
    }

    @Test
    void deadCodeDoesNotAppear() {
        Value x = input("x", 4, 4);
        Value unused = x.matmul(x);
        assertEquals(1, compile(x.plus(1)).launches().size(), () -> unused.toString());
    }

    @Test
    void temporariesWhoseLivesDoNotMeetShareMemory() {
        Value h = input("x", 8, 8);
        for (int i = 0; i < 10; i++) {
            h = Value.of(new Relu(), h.matmul(state("w", 64L * i, 8, 8)));
        }
        long one = 8 * 8 * 4;
        assertTrue(compile(h).workspaceBytes() <= 2 * one, () -> "two live at once at most");
    }

    @Test
    void temporariesThatLiveTogetherDoNotOverlap() {
        Plan plan = denseStep();
        for (Lifetime a : plan.lifetimes()) {
            for (Lifetime b : plan.lifetimes()) {
                boolean together = !a.equals(b) && a.first() <= b.last() && b.first() <= a.last();
                assertFalse(together && a.slot().overlaps(b.slot()), () -> a + " and " + b + "\n" + plan.text());
            }
        }
    }

    @Test
    void readersOfTheOldWeightRunBeforeItsUpdate() {
        Value weight = state("w", 0, 4);
        Map<String, Value> outputs = Map.of("norm", weight.square().sum());
        Plan plan = compile(new Graph(outputs, List.of(new Update(weight, weight.times(2)))));
        List<Launch> launches = plan.launches();
        int write = indexOfWriter(launches, "w");
        for (int i = write + 1; i < launches.size(); i++) {
            assertTrue(
                    launches.get(i).inputs().stream()
                            .noneMatch(slot -> slot.arena().equals("w")),
                    plan.text());
        }
    }

    private static int indexOfWriter(List<Launch> launches, String arena) {
        for (int i = 0; i < launches.size(); i++) {
            if (launches.get(i).outputs().stream().anyMatch(slot -> slot.arena().equals(arena))) {
                return i;
            }
        }
        throw new AssertionError("nobody writes " + arena);
    }

    @Test
    void readOfTheOldWeightBehindItsOwnUpdateIsCopiedAtTheEnd() {
        Value weight = state("w", 0, 4);
        Value moved = weight.times(2);
        Graph graph = new Graph(Map.of("sum", moved.sum().plus(weight).sum()), List.of(new Update(weight, moved)));
        Plan plan = compile(graph);
        int last = plan.launches().size() - 1;
        assertEquals(last, indexOfWriter(plan.launches(), "w"), plan.text());
    }

    @Test
    void weightReadAfterItsUpdateIsRefused() {
        Value weight = state("w", 0, 4);
        Node update = Node.of(new Relu(), List.of(weight));
        Node reader = Node.of(new Tanh(), List.of(weight));
        State place = (State) weight.node().op();
        List<Schedule.Step> steps = List.of(
                new Schedule.Step(update, List.of(Optional.of(place))),
                new Schedule.Step(reader, List.of(Optional.empty())));
        CompileException e = assertThrows(CompileException.class, () -> VerifyUpdates.check(steps));
        assertTrue(e.getMessage().contains("before its update"), e.getMessage());
    }

    @Test
    void productInPlaceOfItsOwnInputIsRefused() {
        Value weight = state("w", 0, 4, 4);
        Node product = Node.of(new MatrixProduct(false, false), List.of(weight, weight));
        List<Schedule.Step> steps = List.of(new Schedule.Step(
                product, List.of(Optional.of((State) weight.node().op()))));
        assertThrows(CompileException.class, () -> VerifyUpdates.check(steps));
    }

    @Test
    void twoUpdatesOfOnePlaceAreRefused() {
        Value whole = state("w", 0, 8);
        Value half = state("w", 4, 4);
        Graph graph = new Graph(Map.of(), List.of(new Update(whole, whole.times(2)), new Update(half, half.plus(1))));
        assertThrows(CompileException.class, () -> compile(graph));
    }

    @Test
    void laterStageReadsWhatTheEarlierWrote() {
        Value weight = state("w", 0, 4);
        Graph first = new Graph(Map.of(), List.of(new Update(weight, weight.times(2))));
        Graph second = Graph.of(Map.of("sum", weight.sum()));
        Plan plan = compile(first, second);
        assertEquals(0, indexOfWriter(plan.launches(), "w"), plan.text());
        assertEquals("w", plan.launches().get(1).inputs().get(0).arena());
    }
}
