package dev.hebb.data;

import dev.hebb.shape.Shape;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Columns from the caller's arrays, copied at once, so that nothing the caller does to them later can show. */
final class HeapCopy {
    private HeapCopy() {}

    static Dataset.Column of(String name, double[] values) {
        Chunking chunking = new Chunking(name, values.length, Shape.SCALAR);
        double[][] chunks = new double[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            int first = chunking.firstRow(c);
            chunks[c] = Arrays.copyOfRange(values, first, first + chunking.rowsOf(c));
        }
        return new DoubleColumn(name, Shape.SCALAR, chunking, chunks);
    }

    static Dataset.Column of(String name, float[] values) {
        Chunking chunking = new Chunking(name, values.length, Shape.SCALAR);
        float[][] chunks = new float[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            int first = chunking.firstRow(c);
            chunks[c] = Arrays.copyOfRange(values, first, first + chunking.rowsOf(c));
        }
        return new FloatColumn(name, Shape.SCALAR, chunking, chunks);
    }

    static Dataset.Column of(String name, int[] values) {
        Chunking chunking = new Chunking(name, values.length, Shape.SCALAR);
        int[][] chunks = new int[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            int first = chunking.firstRow(c);
            chunks[c] = Arrays.copyOfRange(values, first, first + chunking.rowsOf(c));
        }
        return new IntColumn(name, Shape.SCALAR, chunking, chunks);
    }

    static Dataset.Column of(String role, String name, float[][] rows) {
        Shape rowShape = Shape.of(rows.length == 0 ? 0 : rows[0].length);
        Chunking chunking = new Chunking(Naming.describe(role, name), rows.length, rowShape);
        float[][] chunks = new float[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = new float[chunking.rowsOf(c) * chunking.perRow()];
        }
        for (int row = 0; row < rows.length; row++) {
            requireWidth(rows[row].length, chunking.perRow(), row, role, name);
            System.arraycopy(rows[row], 0, chunks[chunking.chunkOf(row)], chunking.offset(row), chunking.perRow());
        }
        return new FloatColumn(name, rowShape, chunking, chunks);
    }

    static Dataset.Column of(String role, String name, double[][] rows) {
        Shape rowShape = Shape.of(rows.length == 0 ? 0 : rows[0].length);
        Chunking chunking = new Chunking(Naming.describe(role, name), rows.length, rowShape);
        double[][] chunks = new double[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            chunks[c] = new double[chunking.rowsOf(c) * chunking.perRow()];
        }
        for (int row = 0; row < rows.length; row++) {
            requireWidth(rows[row].length, chunking.perRow(), row, role, name);
            System.arraycopy(rows[row], 0, chunks[chunking.chunkOf(row)], chunking.offset(row), chunking.perRow());
        }
        return new DoubleColumn(name, rowShape, chunking, chunks);
    }

    private static void requireWidth(int got, int expected, int row, String role, String name) {
        if (got != expected) {
            throw new DataException("expected " + expected + " numbers in every row, as in row 0, but got " + got
                    + " in row " + row + " of " + Naming.describe(role, name));
        }
    }

    /** The rows of an array: its first axis. */
    static int rows(String what, INDArray array) {
        if (array.wasClosed()) {
            throw new DataException("expected an open array but " + what + " was closed");
        }
        if (array.rank() == 0 || array.isEmpty()) {
            throw new DataException(
                    "expected one row or more but got an array " + Arrays.toString(array.shape()) + " as " + what);
        }
        if (array.size(0) > Integer.MAX_VALUE - 8) {
            throw new DataException(
                    "expected at most " + (Integer.MAX_VALUE - 8) + " rows but got " + array.size(0) + " in " + what);
        }
        return (int) array.size(0);
    }

    /** A column of the array's kind: half, float and double stay real numbers, all integer types and booleans become int. */
    static Dataset.Column of(String role, String name, INDArray array) {
        String what = Naming.describe(role, name);
        int rows = rows(what, array);
        Shape shape = Shape.of(array.shape());
        Shape rowShape = shape.without(0);
        Chunking chunking = new Chunking(what, rows, rowShape);
        if (isRowMajor(array, shape)) {
            return copied(what, name, array, rowShape, chunking);
        }
        // Indexing into views is not reliable in ND4J 1.0.0-M2.1 (a range of one row can come back empty); a whole copy
        // is.
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
                INDArray straight = array.dup('c')) {
            return copied(what, name, straight, rowShape, chunking);
        }
    }

    private static boolean isRowMajor(INDArray array, Shape shape) {
        long[] strides = shape.strides();
        for (int axis = 0; axis < strides.length; axis++) {
            if (shape.dim(axis) != 1 && array.stride(axis) != strides[axis]) {
                return false;
            }
        }
        return true;
    }

    private static Dataset.Column copied(String what, String name, INDArray array, Shape rowShape, Chunking chunking) {
        DataBuffer data = array.data();
        switch (array.dataType()) {
            case FLOAT:
            case HALF:
            case BFLOAT16:
                return new FloatColumn(name, rowShape, chunking, floats(data, chunking));
            case DOUBLE:
                return new DoubleColumn(name, rowShape, chunking, doubles(data, chunking));
            case BOOL:
            case BYTE:
            case UBYTE:
            case SHORT:
            case UINT16:
            case INT:
            case UINT32:
            case LONG:
            case UINT64:
                return new IntColumn(name, rowShape, chunking, ints(what, data, chunking));
            default:
                throw new DataException("expected an array of numbers but got one of "
                        + array.dataType().name().toLowerCase(Locale.ROOT) + " as " + what);
        }
    }

    private static float[][] floats(DataBuffer data, Chunking chunking) {
        float[][] chunks = new float[chunking.chunks()][];
        long done = 0;
        for (int c = 0; c < chunks.length; c++) {
            float[] chunk = new float[chunking.rowsOf(c) * chunking.perRow()];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = data.getFloat(done + i);
            }
            chunks[c] = chunk;
            done += chunk.length;
        }
        return chunks;
    }

    private static double[][] doubles(DataBuffer data, Chunking chunking) {
        double[][] chunks = new double[chunking.chunks()][];
        long done = 0;
        for (int c = 0; c < chunks.length; c++) {
            double[] chunk = new double[chunking.rowsOf(c) * chunking.perRow()];
            for (int i = 0; i < chunk.length; i++) {
                chunk[i] = data.getDouble(done + i);
            }
            chunks[c] = chunk;
            done += chunk.length;
        }
        return chunks;
    }

    private static int[][] ints(String what, DataBuffer data, Chunking chunking) {
        int[][] chunks = new int[chunking.chunks()][];
        long done = 0;
        for (int c = 0; c < chunks.length; c++) {
            int[] chunk = new int[chunking.rowsOf(c) * chunking.perRow()];
            for (int i = 0; i < chunk.length; i++) {
                long value = data.getLong(done + i);
                if (value != (int) value) {
                    throw new DataException("expected integers of at most 32 bits but got " + value + " in row "
                            + (done + i) / chunking.perRow() + " of " + what + "; cast the array to double");
                }
                chunk[i] = (int) value;
            }
            chunks[c] = chunk;
            done += chunk.length;
        }
        return chunks;
    }
}
