package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ConfusionTest {
    private final Confusion confusion = Confusion.of(new int[] {0, 0, 1, 1, 1}, new int[] {0, 1, 1, 1, 0}, 3);

    @Test
    void rowsAreClassesAndColumnsPredictions() {
        assertEquals(1, confusion.count(0, 1));
        assertEquals(2, confusion.count(1, 1));
        assertEquals(3, confusion.support(1));
        assertEquals(2, confusion.predictedAs(0));
        assertEquals(5, confusion.total());
    }

    @Test
    void scoresOfAClassThatDoesNotOccurAreZero() {
        assertEquals(0, confusion.precision(2));
        assertEquals(0, confusion.recall(2));
        assertEquals(0, confusion.f1(2));
    }

    @Test
    void averagesFollowTheirDefinitions() {
        assertEquals((0.5 + 2.0 / 3) / 2, confusion.average(Average.MACRO, confusion::recall), 1e-12);
        assertEquals((2 * 0.5 + 3 * 2.0 / 3) / 5, confusion.average(Average.WEIGHTED, confusion::recall), 1e-12);
        assertEquals(0.6, confusion.average(Average.MICRO, confusion::recall), 1e-12);
    }

    @Test
    void oneClassOnlyHasNoCorrelationAndNoKappa() {
        Confusion one = Confusion.of(new int[] {1, 1}, new int[] {1, 1}, 2);
        assertEquals(0, new Matthews().figure(one));
        assertTrue(Double.isNaN(new CohenKappa().figure(one)));
    }

    @Test
    void theCallersCountsAreCopied() {
        double[] counts = {1, 2, 3, 4};
        Confusion copied = Confusion.of(counts);
        counts[0] = 9;
        assertEquals(1, copied.count(0, 0));
    }

    @Test
    void badCountsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Confusion.of(new double[3]));
        assertThrows(IllegalArgumentException.class, () -> Confusion.of(new int[2], new int[3], 2));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Confusion.of(new int[] {0, 2}, new int[2], 2))
                .getMessage();
        assertEquals("expected classes from 0 to 1 but got 2 in row 1 of Confusion", message);
    }

    @Test
    void sharesAreOfClassesOfPredictionsOrOfAllRows() {
        assertArrayEquals(new double[] {1.0 / 3, 2.0 / 3, 0}, confusion.sharesOfActual()[1], 1e-15);
        assertArrayEquals(new double[] {0.5, 2.0 / 3, 0}, new double[] {
            confusion.sharesOfPredicted()[1][0],
            confusion.sharesOfPredicted()[1][1],
            confusion.sharesOfPredicted()[1][2]
        });
        assertArrayEquals(new double[] {0.2, 0.4, 0}, confusion.sharesOfTotal()[1], 1e-15);
        assertArrayEquals(new double[3], confusion.sharesOfActual()[2]);
    }
}
