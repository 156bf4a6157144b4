package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.random.Philox;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutMaskTest {
    private static final long SEED = 0x123456789ABCDEF0L;

    private static double[] draw(DropoutMask mask, long seed, int step, long firstRow) {
        double[] out = new double[(int) mask.shape().size()];
        mask.draw(seed, step, firstRow, out);
        return out;
    }

    @Test
    void aBatchInPartsDrawsWhatTheWholeDraws() {
        // 7 elements per row, so that parts begin in the middle of a block of four.
        double[] whole = draw(new DropoutMask(0.4, 3, Shape.of(11, 7)), SEED, 5, 0);
        for (int rows = 1; rows <= 11; rows++) {
            for (int first = 0; first + rows <= 11; first++) {
                double[] part = draw(new DropoutMask(0.4, 3, Shape.of(rows, 7)), SEED, 5, first);
                assertArrayEquals(Arrays.copyOfRange(whole, first * 7, (first + rows) * 7), part);
            }
        }
    }

    @Test
    void everyElementIsTheWordOfItsPlace() {
        DropoutMask mask = new DropoutMask(0.3, 2, Shape.of(3, 5));
        long firstRow = 1L << 33;
        double[] got = draw(mask, SEED, 9, firstRow);
        for (int e = 0; e < got.length; e++) {
            long g = firstRow * 5 + e;
            int[] words = new int[4];
            Philox.words(SEED, (int) (g / 4), (int) (g / 4 >> 32), 2, 9, words);
            assertEquals(Philox.unit(words[(int) (g % 4)]) >= 0.3 ? 1 / 0.7 : 0, got[e]);
        }
    }

    @Test
    void seedStepAndOrdinalChangeTheMask() {
        DropoutMask mask = new DropoutMask(0.5, 0, Shape.of(64));
        double[] one = draw(mask, SEED, 1, 0);
        assertArrayEquals(one, draw(mask, SEED, 1, 0));
        assertFalse(Arrays.equals(one, draw(mask, SEED + 1, 1, 0)));
        assertFalse(Arrays.equals(one, draw(mask, SEED, 2, 0)));
        assertFalse(Arrays.equals(one, draw(new DropoutMask(0.5, 1, Shape.of(64)), SEED, 1, 0)));
    }

    @Test
    void theShareOfZerosIsTheRateAndTheMeanIsOne() {
        for (double rate : new double[] {0, 0.2, 0.5, 0.9}) {
            double[] mask = draw(new DropoutMask(rate, 0, Shape.of(200, 500)), SEED, 0, 0);
            double zeros = Arrays.stream(mask).filter(v -> v == 0).count() / (double) mask.length;
            assertEquals(rate, zeros, 0.006, "4 standard deviations of 100,000 draws");
            assertEquals(1, Arrays.stream(mask).average().orElseThrow(), 0.04);
        }
    }

    @Test
    void theGraphReadsSeedStepAndRowFromItsInput() {
        DropoutMask mask = new DropoutMask(0.5, 4, Shape.of(3, 5));
        Value random = Value.input("random", TensorType.ofInt(4));
        double[] got = new Oracle()
                .feed("random", (int) SEED, (int) (SEED >>> 32), 6, 2)
                .evaluate(Value.of(mask, random));
        assertArrayEquals(draw(mask, SEED, 6, 2), got);
    }

    @Test
    void aWrongLengthIsRefused() {
        assertThrows(ShapeException.class, () -> new DropoutMask(0.5, 0, Shape.of(3)).draw(SEED, 0, 0, new double[4]));
    }
}
