package dev.hebb.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
    private static List<double[]> clipped(Clipping clipping, double[] first, double... second) {
        List<Value> groups = List.of(
                Value.input("a", TensorType.ofFloat(first.length)),
                Value.input("b", TensorType.ofFloat(second.length)));
        return new Oracle().feed("a", first).feed("b", second).evaluate(clipping.apply(groups));
    }

    @Test
    void noneLeavesGradientsAlone() {
        List<Value> groups = List.of(Value.input("a", TensorType.ofFloat(2)));
        assertEquals(groups, Clipping.NONE.apply(groups));
    }

    @Test
    void byValueCutsEveryElement() {
        List<double[]> got = clipped(Clipping.byValue(1), new double[] {-3, 0.5}, 2);
        assertArrayEquals(new double[] {-1, 0.5}, got.get(0));
        assertArrayEquals(new double[] {1}, got.get(1));
    }

    @Test
    void byGlobalNormShortensAllGroupsTogether() {
        List<double[]> got = clipped(Clipping.byGlobalNorm(1), new double[] {3, 0}, -4);
        double factor = 1 / (5 + 1e-6);
        assertArrayEquals(new double[] {3 * factor, 0}, got.get(0), 1e-15);
        assertArrayEquals(new double[] {-4 * factor}, got.get(1), 1e-15);
    }

    @Test
    void shortGradientsAreNotLengthened() {
        List<double[]> got = clipped(Clipping.byGlobalNorm(10), new double[] {3, 0}, -4);
        assertArrayEquals(new double[] {3, 0}, got.get(0));
        assertArrayEquals(
                new double[] {0, 0},
                clipped(Clipping.byGlobalNorm(1), new double[2], 0).get(0));
    }

    @Test
    void notANumberStaysNotANumber() {
        assertTrue(Double.isNaN(
                clipped(Clipping.byValue(1), new double[] {Double.NaN}, 1).get(0)[0]));
        assertTrue(Double.isNaN(
                clipped(Clipping.byGlobalNorm(1), new double[] {Double.NaN}, 1).get(1)[0]));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void badLimitsAreRefused(double limit) {
        String message = assertThrows(IllegalArgumentException.class, () -> Clipping.byGlobalNorm(limit))
                .getMessage();
        assertEquals("expected a finite limit above 0 but got " + limit + " in ClipByGlobalNorm", message);
        assertThrows(IllegalArgumentException.class, () -> Clipping.byValue(limit));
    }
}
