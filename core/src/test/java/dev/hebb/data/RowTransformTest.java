package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.io.RecordCodec;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The products are {@code [prod(t) for d in range(4) for t in f([2, 3, 5], d)]} in Python, with f {@code itertools.combinations_with_replacement} or, without
 * powers, {@code itertools.combinations}: the order that scikit-learn documents.
 */
class RowTransformTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static double[] row() {
        return new double[] {2, 3, 5};
    }

    @Test
    void aRowGetsTheLengthOneEvenWhereItsSquaresLeaveTheRange() {
        L2Normalizer normalizer = new L2Normalizer();
        assertArrayEquals(new double[] {0.6, -0.8}, normalizer.transform(new double[] {3, -4}), 1e-15);
        assertArrayEquals(new double[] {0.6, -0.8}, normalizer.transform(new double[] {3e200, -4e200}), 1e-15);
        assertArrayEquals(new double[] {0.6, -0.8}, normalizer.transform(new double[] {3e-200, -4e-200}), 1e-15);
        assertArrayEquals(new double[2], normalizer.transform(new double[2]));
        assertTrue(Double.isNaN(normalizer.transform(new double[] {1, Double.NaN})[0]));
    }

    @Test
    void productsStandInTheOrderOfScikitLearn() {
        PolynomialFeatures all = new PolynomialFeatures(3, false, true);
        double[] expected = {1, 2, 3, 5, 4, 6, 10, 9, 15, 25, 8, 12, 20, 18, 30, 50, 27, 45, 75, 125};
        assertArrayEquals(expected, all.transform(row()));
        assertEquals(
                List.of(
                        "1", "a", "b", "c", "a^2", "a b", "a c", "b^2", "b c", "c^2", "a^3", "a^2 b", "a^2 c", "a b^2",
                        "a b c", "a c^2", "b^3", "b^2 c", "b c^2", "c^3"),
                all.names(NAMES));
    }

    @Test
    void interactionsTakeEveryNumberOnce() {
        PolynomialFeatures interactions = new PolynomialFeatures(3, true, true);
        assertArrayEquals(new double[] {1, 2, 3, 5, 6, 10, 15, 30}, interactions.transform(row()));
        assertEquals(List.of("1", "a", "b", "c", "a b", "a c", "b c", "a b c"), interactions.names(NAMES));
        assertArrayEquals(
                new double[] {2, 3, 6}, new PolynomialFeatures(9, true, false).transform(new double[] {2, 3}));
    }

    @Test
    void theNumberOfProductsIsKnownBeforeAnyIsMadeAndLimited() {
        assertEquals(20, new PolynomialFeatures(3, false, true).outputs(3));
        assertEquals(5, PolynomialFeatures.of(2).outputs(2));
        String message = assertThrows(
                        DataException.class, () -> PolynomialFeatures.of(3).transform(new double[784]))
                .getMessage();
        assertTrue(message.contains("at most 100000 products but got 80931144 for"), message);
        assertThrows(
                DataException.class,
                () -> PolynomialFeatures.of(Integer.MAX_VALUE).outputs(3));
        assertThrows(DataException.class, () -> PolynomialFeatures.of(0));
        assertThrows(DataException.class, () -> PolynomialFeatures.of(2).outputs(0));
    }

    @Test
    void transformsReadBackFromJson() {
        RecordCodec codec = RecordCodec.standard();
        for (RowTransform transform : List.of(new L2Normalizer(), PolynomialFeatures.of(2))) {
            assertEquals(transform, codec.decode(RowTransform.class, codec.encode(RowTransform.class, transform)));
        }
    }
}
