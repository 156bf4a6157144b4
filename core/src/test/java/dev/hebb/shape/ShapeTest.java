package dev.hebb.shape;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private static final Shape IMAGE = Shape.of(2, 3, 5);

    @Test
    void axesCountFromBothEnds() {
        assertEquals(5, IMAGE.dim(2));
        assertEquals(5, IMAGE.dim(-1));
        assertEquals(2, IMAGE.dim(-3));
        assertEquals(1, IMAGE.axis(-2));
        String message = assertThrows(ShapeException.class, () -> IMAGE.dim(3)).getMessage();
        assertTrue(
                message.contains("from -3 to 2") && message.contains("[2, 3, 5]") && message.endsWith("got 3"),
                message);
        assertThrows(ShapeException.class, () -> IMAGE.dim(-4));
        assertThrows(ShapeException.class, () -> Shape.SCALAR.dim(0));
    }

    @Test
    void sizeIsTheProductOfTheExtents() {
        assertEquals(30, IMAGE.size());
        assertEquals(1, Shape.SCALAR.size());
        assertEquals(0, Shape.of(4, 0, 3).size());
        assertEquals(1L << 40, Shape.of(1 << 20, 1 << 20).size());
    }

    @Test
    void negativeExtentsAndOverflowAreRefused() {
        assertThrows(ShapeException.class, () -> Shape.of(2, -1));
        assertThrows(ShapeException.class, () -> Shape.of(1L << 32, 1L << 32));
        assertThrows(ShapeException.class, () -> Shape.of(0, 1L << 32, 1L << 32));
    }

    @Test
    void shapesAreValues() {
        long[] dims = {2, 3};
        Shape shape = Shape.of(dims);
        dims[0] = 9;
        shape.dims()[1] = 9;
        assertEquals(Shape.of(List.of(2L, 3L)), shape);
        assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
        assertNotEquals(Shape.of(3, 2), shape);
        assertEquals("[2, 3]", shape.toString());
        assertEquals("[]", Shape.of().toString());
        assertTrue(Shape.of().isScalar());
        assertFalse(Shape.of(1).isScalar());
    }

    @Test
    void broadcastIsThatOfNumPy() {
        assertEquals(Shape.of(2, 3, 5), Shape.of(3, 1).broadcast(Shape.of(2, 1, 5)));
        assertEquals(Shape.of(7), Shape.SCALAR.broadcast(Shape.of(7)));
        assertEquals(Shape.of(0), Shape.of(1).broadcast(Shape.of(0)));
        String message = assertThrows(ShapeException.class, () -> Shape.of(2, 3).broadcast(Shape.of(2)))
                .getMessage();
        assertTrue(message.contains("[2, 3]") && message.contains("[2]") && message.contains("3 against 2"), message);
        assertThrows(ShapeException.class, () -> Shape.of(0).broadcast(Shape.of(2)));
    }

    @Test
    void broadcastsToAsksWhetherTheTargetStays() {
        assertTrue(Shape.of(3, 1).broadcastsTo(Shape.of(2, 3, 5)));
        assertTrue(Shape.SCALAR.broadcastsTo(Shape.SCALAR));
        assertFalse(Shape.of(2, 3).broadcastsTo(Shape.of(1, 3)));
        assertFalse(Shape.of(1, 3).broadcastsTo(Shape.of(3)));
    }

    @Test
    void reductionKeepsOrDropsTheAxes() {
        assertEquals(Shape.of(3), IMAGE.reduced(List.of(0, -1), false));
        assertEquals(Shape.of(1, 3, 1), IMAGE.reduced(List.of(2, 0), true));
        assertEquals(Shape.SCALAR, IMAGE.reduced(List.of(), false));
        assertEquals(Shape.of(1, 1, 1), IMAGE.reduced(List.of(), true));
        assertEquals(Shape.SCALAR, Shape.SCALAR.reduced(List.of(), true));
        assertEquals(List.of(0, 2), IMAGE.axes(List.of(-1, 0)));
        assertThrows(ShapeException.class, () -> IMAGE.axes(List.of(1, -2)));
    }

    @Test
    void oneExtentIsReplacedOrLeftOut() {
        assertEquals(Shape.of(2, 3, 7), IMAGE.with(-1, 7));
        assertEquals(Shape.of(2, 5), IMAGE.without(1));
        assertEquals(IMAGE, Shape.of(2, 3, 5), "and the shape itself stays");
    }

    @Test
    void stridesAreRowMajor() {
        assertArrayEquals(new long[] {15, 5, 1}, IMAGE.strides());
        assertArrayEquals(new long[0], Shape.SCALAR.strides());
    }

    @Test
    void typesSayKindAndShape() {
        assertEquals("float[2, 3]", TensorType.ofFloat(2, 3).toString());
        assertEquals("int[]", TensorType.ofInt().toString());
        assertNotEquals(TensorType.ofFloat(2), TensorType.ofInt(2));
        assertEquals(TensorType.ofInt(4), TensorType.ofInt(2, 2).withShape(Shape.of(4)));
    }

    @Test
    void integersHaveOneWidthAndRealNumbersThatOfThePrecision() {
        assertEquals(DataType.FLOAT64, Precision.FLOAT64.of(Kind.FLOAT));
        assertEquals(DataType.FLOAT32, Precision.FLOAT32.of(Kind.FLOAT));
        assertEquals(DataType.INT32, Precision.FLOAT64.of(Kind.INT));
        assertEquals(4, DataType.INT32.bytes());
        assertEquals("float32", Precision.FLOAT32.toString());
    }
}
