package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every backend's memory does. */
class ArenaContractTest {
    record Setting(String backend, DataType dataType) {
        Arena allocate(long elements) {
            try (Backend open = Backends.open(backend)) {
                return open.allocate(new ArenaSpec("tested", dataType, elements, ArenaSpec.Role.INPUT));
            }
        }

        double rounded(double number) {
            return dataType == DataType.FLOAT64 ? number : dataType == DataType.FLOAT32 ? (float) number : (int) number;
        }
    }

    static Stream<Setting> settings() {
        return Backends.list().stream()
                .filter(entry -> entry.probe() instanceof Probe.Usable)
                .flatMap(entry -> Stream.of(DataType.values()).map(type -> new Setting(entry.name(), type)));
    }

    private static double[] numbers(Arena arena) {
        double[] all = new double[(int) arena.spec().elements()];
        arena.read(0, all, 0, all.length);
        return all;
    }

    @ParameterizedTest
    @MethodSource("settings")
    void newMemoryIsFilledWithZero(Setting setting) {
        for (int i = 0; i < 20; i++) {
            try (Arena arena = setting.allocate(1000)) {
                assertArrayEquals(new double[1000], numbers(arena));
                arena.fill(7);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void numbersOfEveryTypeAreConverted(Setting setting) {
        try (Arena arena = setting.allocate(6)) {
            arena.write(1, new double[] {9, 0.1, -3.7}, 1, 2);
            arena.write(3, new float[] {2.5f}, 0, 1);
            arena.write(4, new int[] {7, 1 << 24}, 0, 2);
            double[] expected = {0, setting.rounded(0.1), setting.rounded(-3.7), setting.rounded(2.5), 7, 1 << 24};
            assertArrayEquals(expected, numbers(arena));
            float[] floats = new float[3];
            arena.read(2, floats, 1, 2);
            assertArrayEquals(new float[] {0, (float) expected[2], (float) expected[3]}, floats);
            int[] ints = new int[2];
            arena.read(3, ints, 0, 2);
            assertArrayEquals(new int[] {2, 7}, ints);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void unusualNumbersArriveAsTheyAre(Setting setting) {
        if (setting.dataType() == DataType.INT32) {
            return;
        }
        double[] unusual = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Float.MIN_VALUE};
        try (Arena arena = setting.allocate(5);
                Arena copy = setting.allocate(5)) {
            arena.write(0, unusual, 0, 5);
            copy.copyFrom(arena);
            assertArrayEquals(unusual, numbers(copy));
        }
    }

    private static Stream<INDArray> arrays() {
        INDArray matrix = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}});
        INDArray wide =
                Nd4j.createFromArray(new double[][] {{0, 1, 0, 2, 0, 3}, {9, 9, 9, 9, 9, 9}, {0, 4, 0, 5, 0, 6}});
        return Stream.of(
                matrix,
                matrix.dup('f'),
                Nd4j.createFromArray(new double[][] {{1, 4}, {2, 5}, {3, 6}}).transpose(),
                wide.get(NDArrayIndex.interval(0, 2, 3), NDArrayIndex.interval(1, 2, 6)),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.INT32).dup('f'),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.INT64),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT16),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.BFLOAT16),
                matrix.castTo(org.nd4j.linalg.api.buffer.DataType.UINT8));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void anyArrayIsWrittenInRowMajorOrderAndLeftAsItIs(Setting setting) {
        List<INDArray> arrays = arrays().toList();
        for (INDArray array : arrays) {
            try (Arena arena = setting.allocate(8)) {
                INDArray before = array.dup();
                arena.write(1, array);
                assertArrayEquals(
                        new double[] {0, 1, 2, 3, 4, 5, 6, 0},
                        numbers(arena),
                        array.dataType() + " " + array.ordering());
                assertEquals(before, array);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void arraysOfWorkspacesAreWrittenAndNewOnesAreOutside(Setting setting) {
        WorkspaceConfiguration configuration =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        INDArray read;
        try (Arena arena = setting.allocate(3)) {
            try (MemoryWorkspace workspace =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "arena test")) {
                arena.write(0, Nd4j.createFromArray(1.0, 2.0, 3.0));
                read = arena.read(0, Shape.of(3));
                assertFalse(read.isAttached());
                try (Arena inside = setting.allocate(4)) {
                    inside.fill(2);
                }
            }
            Nd4j.getWorkspaceManager()
                    .destroyWorkspace(
                            Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread(configuration, "arena test"));
            assertArrayEquals(new double[] {1, 2, 3}, read.toDoubleVector());
            read.close();
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void readArraysAreNewAndRowMajor(Setting setting) {
        try (Arena arena = setting.allocate(7)) {
            arena.write(0, new int[] {0, 1, 2, 3, 4, 5, 6}, 0, 7);
            INDArray matrix = arena.read(1, Shape.of(2, 3));
            assertArrayEquals(new long[] {2, 3}, matrix.shape());
            assertEquals(6.0, matrix.getDouble(1, 2));
            assertEquals('c', matrix.ordering());
            matrix.putScalar(0, 99);
            assertEquals(1, numbers(arena)[1]);
            INDArray scalar = arena.read(5, Shape.SCALAR);
            assertEquals(0, scalar.rank());
            assertEquals(5.0, scalar.getDouble());
            assertEquals(0, arena.read(2, Shape.of(0, 3)).length());
            matrix.close();
            assertEquals(1, numbers(arena)[1]);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void nothingOutsideIsTouched(Setting setting) {
        try (Arena arena = setting.allocate(4)) {
            assertThrows(IndexOutOfBoundsException.class, () -> arena.write(3, new double[2], 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.write(-1, new float[2], 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.write(0, new int[2], 1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.read(Long.MAX_VALUE, new double[2], 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.read(0, new float[9], 0, 9));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.read(0, new int[2], -1, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.write(2, Nd4j.zeros(3)));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.read(2, Shape.of(3)));
            assertThrows(IllegalArgumentException.class, () -> arena.copyFrom(setting.allocate(5)));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void useAfterCloseIsAnException(Setting setting) {
        Arena arena = setting.allocate(4);
        Arena open = setting.allocate(4);
        arena.close();
        arena.close();
        assertThrows(IllegalStateException.class, () -> arena.write(0, new double[1], 0, 1));
        assertThrows(IllegalStateException.class, () -> arena.read(0, new int[1], 0, 1));
        assertThrows(IllegalStateException.class, () -> arena.write(0, Nd4j.zeros(1)));
        assertThrows(IllegalStateException.class, () -> arena.read(0, Shape.of(2)));
        assertThrows(IllegalStateException.class, () -> arena.fill(1));
        assertThrows(IllegalStateException.class, () -> open.copyFrom(arena));
        assertThrows(IllegalStateException.class, () -> arena.copyFrom(open));
        open.close();
    }

    /** Tables of the numbers row + place / 8, in chunks of {@code rowsPerChunk}, of every type. */
    private static List<RowTable> tables(int rows, int rowsPerChunk, int perRow) {
        int chunks = (rows + rowsPerChunk - 1) / rowsPerChunk;
        float[][] floats = new float[chunks][];
        double[][] doubles = new double[chunks][];
        int[][] ints = new int[chunks][];
        for (int c = 0; c < chunks; c++) {
            int size = Math.min(rowsPerChunk, rows - c * rowsPerChunk) * perRow;
            floats[c] = new float[size];
            doubles[c] = new double[size];
            ints[c] = new int[size];
            for (int i = 0; i < size; i++) {
                doubles[c][i] = number(c * rowsPerChunk + i / perRow, i % perRow);
                floats[c][i] = (float) doubles[c][i];
                ints[c][i] = (int) doubles[c][i];
            }
        }
        return List.of(
                RowTable.of(floats, rows, rowsPerChunk, perRow),
                RowTable.of(doubles, rows, rowsPerChunk, perRow),
                RowTable.of(ints, rows, rowsPerChunk, perRow));
    }

    private static double number(int row, int place) {
        return row - 0.1 * place;
    }

    private static void requireGathered(Setting setting, RowTable table, int[] rows, int from, int count) {
        int perRow = table.perRow();
        try (Arena arena = setting.allocate(3 + (long) count * perRow)) {
            arena.fill(-7);
            arena.gather(2, table, rows, from, count);
            double[] expected = new double[3 + count * perRow];
            expected[0] = expected[1] = expected[expected.length - 1] = -7;
            for (int i = 0; i < count * perRow; i++) {
                double exact = number(rows[from + i / perRow], i % perRow);
                double stored = table.dataType() == DataType.FLOAT64
                        ? exact
                        : table.dataType() == DataType.FLOAT32 ? (float) exact : (int) exact;
                expected[2 + i] = setting.rounded(stored);
            }
            assertArrayEquals(expected, numbers(arena), table.dataType() + " rows of " + perRow);
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void rowsAreGatheredFromChunksInAnyOrder(Setting setting) {
        Random random = new Random(11);
        int[][] shapes = {{1, 1, 1}, {7, 3, 1}, {50, 7, 13}, {600, 600, 3}, {300, 1, 5}, {300, 2, 257}};
        for (int[] shape : shapes) {
            for (RowTable table : tables(shape[0], shape[1], shape[2])) {
                int[] rows = random.ints(2 + 3 * shape[0] / 2, 0, shape[0]).toArray();
                requireGathered(setting, table, rows, 1, rows.length - 1);
                requireGathered(setting, table, rows, rows.length - 1, 1);
                requireGathered(setting, table, rows, rows.length, 0);
            }
        }
    }

    /** Longer than what is held of the heap at a time. */
    @ParameterizedTest
    @MethodSource("settings")
    void longRowsAreGathered(Setting setting) {
        RowTable table = tables(2, 1, (1 << 19) + 5).get(0);
        requireGathered(setting, table, new int[] {1, 0}, 0, 2);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void gatheringChecksRowsAndRoom(Setting setting) {
        for (RowTable table : tables(5, 2, 3)) {
            Arena arena = setting.allocate(7);
            for (int bad : new int[] {-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                IndexOutOfBoundsException e = assertThrows(
                        IndexOutOfBoundsException.class, () -> arena.gather(0, table, new int[] {0, 4, bad}, 1, 2));
                assertEquals("expected rows from 0 to 4 but got " + bad + " at place 2", e.getMessage());
            }
            int[] rows = {0, 1, 2};
            assertThrows(IndexOutOfBoundsException.class, () -> arena.gather(0, table, rows, 0, 3));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.gather(2, table, rows, 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.gather(-1, table, rows, 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.gather(0, table, rows, 2, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> arena.gather(0, table, rows, -1, 1));
            arena.gather(1, table, rows, 1, 2);
            arena.close();
            assertThrows(IllegalStateException.class, () -> arena.gather(0, table, rows, 0, 1));
        }
    }
}
