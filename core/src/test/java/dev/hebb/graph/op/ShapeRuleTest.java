package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Op;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ops refuse, and that the message says expected and got with both shapes. */
class ShapeRuleTest {
    private static TensorType f(long... dims) {
        return TensorType.ofFloat(dims);
    }

    private static TensorType i(long... dims) {
        return TensorType.ofInt(dims);
    }

    private static String refusal(Op op, TensorType... inputs) {
        String message = assertThrows(ShapeException.class, () -> op.infer(List.of(inputs)))
                .getMessage();
        assertTrue(
                message.startsWith("expected ") && message.contains(" but got ") && message.contains("op " + op.name()),
                message);
        return message;
    }

    @Test
    void matrixProductNamesBothShapesWhenTheInnerExtentsDiffer() {
        String message = refusal(new MatrixProduct(false, false), f(128, 784), f(512, 10));
        assertTrue(message.contains("[128, 784]") && message.contains("[512, 10]"), message);
    }

    @Test
    void matrixProductRefusesVectorsAndOtherBatches() {
        refusal(new MatrixProduct(false, false), f(3), f(3, 2));
        refusal(new MatrixProduct(false, false), f(2, 5, 3), f(4, 3, 2));
        refusal(new MatrixProduct(false, false), f(1, 5, 3), f(4, 3, 2));
        refusal(new MatrixProduct(true, false), f(5, 3), f(3, 2));
    }

    @Test
    void elementwiseOpsRefuseShapesThatDoNotBroadcast() {
        refusal(new Add(), f(2, 3), f(2));
    }

    @Test
    void reductionsRefuseAxesThatAreNotThere() {
        refusal(new Sum(List.of(2), false), f(2, 3));
        refusal(new Mean(List.of(0, -2), false), f(2, 3));
        refusal(new Max(List.of(-3), false), f(2, 3));
        refusal(new ArgMax(1), f(3));
        refusal(new Softmax(2), f(2, 3));
        refusal(new LogSoftmax(-3), f(2, 3));
    }

    @Test
    void nothingHasNoMaximum() {
        refusal(new Max(List.of(1), false), f(2, 0));
        refusal(new ArgMax(1), f(2, 0));
        assertEquals(f(0), new Max(List.of(1), false).infer(List.of(f(0, 2))).get(0));
    }

    @Test
    void reshapeRefusesAnotherNumberOfElements() {
        String message = refusal(new Reshape(List.of(7L, 3L)), f(2, 5));
        assertTrue(message.contains("[2, 5]") && message.contains("[7, 3]"), message);
        refusal(new Reshape(List.of(-1L, 3L)), f(2, 5));
        refusal(new Reshape(List.of(-1L, 0L)), f(2, 5));
        assertThrows(ShapeException.class, () -> new Reshape(List.of(-1L, -1L)));
        assertThrows(ShapeException.class, () -> new Reshape(List.of(-2L)));
    }

    @Test
    void reshapeWithOneFreeExtentFitsAnyBatch() {
        Op flatten = new Reshape(List.of(-1L, 15L));
        assertEquals(f(7, 15), flatten.infer(List.of(f(7, 3, 5))).get(0));
        assertEquals(f(1, 15), flatten.infer(List.of(f(1, 3, 5))).get(0));
        assertEquals(f(0, 15), flatten.infer(List.of(f(0, 3, 5))).get(0));
    }

    @Test
    void transposeRefusesWhatIsNoPermutation() {
        refusal(new Transpose(List.of(0, 0)), f(2, 3));
        refusal(new Transpose(List.of(0, -2)), f(2, 3));
        refusal(new Transpose(List.of(0)), f(2, 3));
        refusal(new Transpose(List.of(0, 2)), f(2, 3));
    }

    @Test
    void movementsRefuseWhatDoesNotFit() {
        refusal(new BroadcastTo(Shape.of(2, 3)), f(2));
        refusal(new Slice(1, 2, 4), f(2, 3));
        refusal(new Slice(1, -1, 2), f(2, 3));
        refusal(new Slice(1, 2, 1), f(2, 3));
        refusal(new Slice(2, 0, 1), f(2, 3));
        refusal(new Pad(2, 0, 1), f(2, 3));
        refusal(new Concatenate(0), f(2, 3), f(2, 5));
        refusal(new Concatenate(0), f(2, 3), f(2));
        refusal(new Concatenate(0), f(2), i(2));
        refusal(new Concatenate(1), f(2), f(2));
    }

    @Test
    void rowOpsRefuseWhatDoesNotFit() {
        refusal(new GatherRows(), f(), i(3));
        refusal(new ScatterAddRows(3), i(2), f(3, 2));
        refusal(new ScatterAddRows(3), i(2, 2), f(2));
        refusal(new DropoutMask(0.5, 0, Shape.of(2)), i(3));
    }

    @Test
    void lossesRefuseShapesThatWouldBroadcast() {
        for (Op loss : List.of(
                new SquaredError(),
                new HalfSquaredError(),
                new MeanSquaredError(),
                new MeanAbsoluteError(),
                new BinaryCrossEntropy(),
                new BinaryCrossEntropyFromLogits(),
                new CategoricalCrossEntropy(),
                new CategoricalCrossEntropyFromLogits())) {
            String message = refusal(loss, f(8, 1), f(8));
            assertTrue(message.contains("[8, 1]") && message.contains("[8]"), message);
            refusal(loss, f(), f());
        }
    }

    @Test
    void classLossesRefuseLabelsOfAnotherShape() {
        for (Op loss : List.of(new SparseCategoricalCrossEntropy(), new SparseCategoricalCrossEntropyFromLogits())) {
            refusal(loss, f(8, 3), i(8, 1));
            refusal(loss, f(8, 3), i(7));
            refusal(loss, f(8), i());
        }
        refusal(new CategoricalCrossEntropy(), f(8), f(8));
        refusal(new CategoricalCrossEntropyFromLogits(), f(8), f(8));
    }

    @Test
    void componentsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DropoutMask(1, 0, Shape.of(2)));
        assertThrows(IllegalArgumentException.class, () -> new DropoutMask(-0.1, 0, Shape.of(2)));
        assertThrows(IllegalArgumentException.class, () -> new DropoutMask(Double.NaN, 0, Shape.of(2)));
        assertThrows(IllegalArgumentException.class, () -> new DropoutMask(0.5, -1, Shape.of(2)));
        assertThrows(IllegalArgumentException.class, () -> new DropoutMask(0.5, 0, Shape.SCALAR));
        assertThrows(IllegalArgumentException.class, () -> new BinaryStep(0.3));
        assertThrows(IllegalArgumentException.class, () -> new LeakyRelu(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new OneHot(0));
        assertThrows(IllegalArgumentException.class, () -> new Pad(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new ScatterAddRows(-1));
        assertThrows(IllegalArgumentException.class, () -> new State("parameters", -1, f(2), "kernel"));
    }

    @Test
    void statesOverlapOnlyWithinOneArena() {
        State first = new State("parameters", 0, f(2, 3), "a");
        State next = new State("parameters", 6, f(4), "b");
        assertEquals(6, first.end());
        assertFalse(first.overlaps(next) || next.overlaps(first));
        assertTrue(first.overlaps(new State("parameters", 5, f(1), "c")));
        assertTrue(new State("parameters", 5, f(1), "c").overlaps(first));
        assertFalse(first.overlaps(new State("gradients", 0, f(2, 3), "a")));
        assertFalse(first.overlaps(new State("parameters", 3, f(0), "empty")));
    }

    @Test
    void onlyReshapeIsAView() {
        assertTrue(new Reshape(List.of(-1L)).isView());
        assertFalse(new Transpose(List.of(1, 0)).isView());
    }
}
