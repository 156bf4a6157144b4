package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.hebb.backend.RowTable;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.DataType;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows that several threads copy. */
class CpuGatherTest {
    private static final int ROWS = 3000;
    private static final int PER_ROW = 401;
    private static final int HELPERS = 3;

    @BeforeAll
    static void openPool() {
        Kernels.assumeBuilt();
        new CpuProvider().open().close();
        Native.openPool(HELPERS);
    }

    @AfterAll
    static void closePool() {
        Native.closePool();
    }

    private static double[] gathered(RowTable table, DataType type, int[] rows, int helpers) {
        double[] numbers = new double[rows.length * PER_ROW];
        try (CpuArena arena = new CpuArena(
                new ArenaSpec("rows", type, (long) rows.length * PER_ROW, ArenaSpec.Role.INPUT), helpers)) {
            arena.gather(0, table, rows, 0, rows.length);
            arena.read(0, numbers, 0, numbers.length);
        }
        return numbers;
    }

    @Test
    void manyThreadsWriteTheNumbersOfOne() {
        Random random = new Random(3);
        float[][] floats = new float[3][ROWS / 3 * PER_ROW];
        double[][] doubles = new double[1][ROWS * PER_ROW];
        int[][] ints = new int[1][ROWS * PER_ROW];
        for (int i = 0; i < ROWS * PER_ROW; i++) {
            ints[0][i] = random.nextInt();
            doubles[0][i] = random.nextGaussian() * Math.pow(10, random.nextInt(120) - 60);
            floats[i / floats[0].length][i % floats[0].length] = (float) doubles[0][i];
        }
        int[] rows = random.ints(900, 0, ROWS).toArray();
        for (RowTable table : new RowTable[] {
            RowTable.of(floats, ROWS, ROWS / 3, PER_ROW),
            RowTable.of(doubles, ROWS, ROWS, PER_ROW),
            RowTable.of(ints, ROWS, ROWS, PER_ROW)
        }) {
            for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
                double[] expected = new double[rows.length * PER_ROW];
                for (int i = 0; i < expected.length; i++) {
                    int place = rows[i / PER_ROW] * PER_ROW + i % PER_ROW;
                    double stored = table.dataType() == DataType.INT32
                            ? ints[0][place]
                            : table.dataType() == DataType.FLOAT32 ? (float) doubles[0][place] : doubles[0][place];
                    expected[i] = type == DataType.FLOAT32 ? (float) stored : stored;
                }
                String what = table.dataType() + " as " + type;
                assertArrayEquals(expected, gathered(table, type, rows, 0), what);
                for (int run = 0; run < 5; run++) {
                    assertArrayEquals(expected, gathered(table, type, rows, HELPERS), what);
                }
            }
        }
    }
}
