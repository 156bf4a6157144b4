package dev.hebb.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.random.RandomStream;
import dev.hebb.shape.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InitializersTest {
    private static final int IN = 300;
    private static final int OUT = 100;
    private static final Shape KERNEL = Shape.of(IN, OUT);

    private static double[] draw(Initializer initializer, Shape shape, long seed) {
        double[] weights = new double[(int) shape.size()];
        initializer.fill(weights, shape, new RandomStream(seed, RandomStream.Purpose.INITIAL_WEIGHTS, 3));
        return weights;
    }

    @TestFactory
    Stream<DynamicTest> meanVarianceAndRangeAreThoseOfTheFormula() {
        return Stream.of(
                test("glorotUniform", Initializers.glorotUniform(), 2.0 / (IN + OUT), true),
                test("glorotNormal", Initializers.glorotNormal(), 2.0 / (IN + OUT), false),
                test("heUniform", Initializers.heUniform(), 2.0 / IN, true),
                test("heNormal", Initializers.heNormal(), 2.0 / IN, false),
                test("lecunUniform", Initializers.lecunUniform(), 1.0 / IN, true),
                test("lecunNormal", Initializers.lecunNormal(), 1.0 / IN, false));
    }

    /** The bounds are five standard errors of mean and variance; the seed is fixed, so the test gives one answer. */
    private static DynamicTest test(String name, Initializer initializer, double variance, boolean isUniform) {
        return DynamicTest.dynamicTest(name, () -> {
            double[] weights = draw(initializer, KERNEL, 1);
            double n = weights.length;
            double mean = Arrays.stream(weights).sum() / n;
            double squares = Arrays.stream(weights).map(w -> w * w).sum() / n;
            double kurtosis = isUniform ? 1.8 : 3;
            assertEquals(0, mean, 5 * Math.sqrt(variance / n));
            assertEquals(variance, squares, 5 * variance * Math.sqrt((kurtosis - 1) / n));
            double fourth = Arrays.stream(weights).map(w -> w * w * w * w).sum() / n;
            assertEquals(kurtosis, fourth / (squares * squares), 0.25, "the form of the distribution");
            double largest = Arrays.stream(weights).map(Math::abs).max().orElseThrow();
            double limit = Math.sqrt(3 * variance);
            assertEquals(isUniform, largest <= limit);
            assertTrue(largest > 0.999 * limit);
            assertArrayEquals(weights, draw(initializer, KERNEL, 1), "the same seed");
            assertFalse(Arrays.equals(weights, draw(initializer, KERNEL, 2)), "another seed");
        });
    }

    @Test
    void constantsAreConstant() {
        assertArrayEquals(new double[3], draw(Initializers.zeros(), Shape.of(3), 1));
        assertArrayEquals(new double[] {1, 1}, draw(Initializers.ones(), Shape.of(2), 1));
        assertArrayEquals(new double[] {-0.5}, draw(Initializers.constant(-0.5), Shape.SCALAR, 1));
    }

    @Test
    void fansOfOtherRanksAreKeras() {
        Initializer in = new VarianceScaling(3, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM);
        Initializer out = new VarianceScaling(3, VarianceScaling.Fan.OUT, VarianceScaling.Distribution.UNIFORM);
        assertEquals(3 / Math.sqrt(400), largest(in, Shape.of(400)), 0.02 * 3 / Math.sqrt(400));
        assertEquals(3 / Math.sqrt(9 * 20), largest(in, Shape.of(3, 3, 20, 50)), 0.02 * 3 / Math.sqrt(9 * 20));
        assertEquals(3 / Math.sqrt(9 * 50), largest(out, Shape.of(3, 3, 20, 50)), 0.02 * 3 / Math.sqrt(9 * 50));
        assertTrue(largest(in, Shape.SCALAR) <= 3);
    }

    private static double largest(Initializer initializer, Shape shape) {
        return Arrays.stream(draw(initializer, shape, 5)).map(Math::abs).max().orElseThrow();
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertEquals(
                "expected a finite initial weight but got NaN",
                assertThrows(IllegalArgumentException.class, () -> Initializers.constant(Double.NaN))
                        .getMessage());
        assertEquals(
                "expected a scale above 0 but got 0.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new VarianceScaling(
                                        0, VarianceScaling.Fan.IN, VarianceScaling.Distribution.NORMAL))
                        .getMessage());
    }
}
