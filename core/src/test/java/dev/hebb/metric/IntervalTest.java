package dev.hebb.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void quantilesAreThoseOfTheTables() {
        assertEquals(0, NormalQuantile.of(0.5));
        assertEquals(1.959963984540054, NormalQuantile.of(0.975), 1e-12);
        assertEquals(2.5758293035489004, NormalQuantile.of(0.995), 1e-12);
        assertEquals(5.199337582192816, NormalQuantile.of(1 - 1e-7), 1e-8);
    }

    @Test
    void wilsonIsTheTextbookInterval() {
        Interval interval = Interval.wilson(8, 10, 0.95);
        assertEquals(0.4901625, interval.low(), 1e-6);
        assertEquals(0.9433178, interval.high(), 1e-6);
        assertEquals(0, Interval.wilson(0, 10, 0.95).low());
        assertEquals(0.2775328, Interval.wilson(0, 10, 0.95).high(), 1e-6);
        assertEquals(1, Interval.wilson(10, 10, 0.95).high());
    }

    @Test
    void bootstrapOfAMeanIsAsWideAsItsStandardErrorSays() {
        double[] rows = new double[400];
        Arrays.setAll(rows, i -> i / 400.0);
        Interval interval = Interval.bootstrap(400, 1, 2000, sample -> mean(rows, sample));
        double halfWidth = 1.96 / Math.sqrt(12 * 400);
        assertEquals(0.49875 - halfWidth, interval.low(), 0.003);
        assertEquals(0.49875 + halfWidth, interval.high(), 0.003);
        assertEquals(interval, Interval.bootstrap(400, 1, 2000, sample -> mean(rows, sample)));
        assertNotEquals(interval, Interval.bootstrap(400, 2, 2000, sample -> mean(rows, sample)));
    }

    private static double mean(double[] rows, int[] sample) {
        return Arrays.stream(sample).mapToDouble(row -> rows[row]).average().orElseThrow();
    }

    @Test
    void samplesWithoutAFigureDoNotCount() {
        Interval some = Interval.bootstrap(2, 1, 100, sample -> sample[0] == 0 ? Double.NaN : 3);
        assertEquals(new Interval(3, 3), some);
        assertTrue(
                Double.isNaN(Interval.bootstrap(2, 1, 100, sample -> Double.NaN).low()));
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Interval(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Interval(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0, 0.95));
        assertThrows(IllegalArgumentException.class, () -> Interval.wilson(1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> Interval.bootstrap(0, 1, 10, sample -> 0));
        assertThrows(IllegalArgumentException.class, () -> Interval.bootstrap(1, 1, 0, sample -> 0));
    }
}
