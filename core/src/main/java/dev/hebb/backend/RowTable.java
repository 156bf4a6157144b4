package dev.hebb.backend;

import dev.hebb.shape.DataType;

/**
 * Rows of equal length in arrays on the heap, from which {@link Arena#gather} takes some. They lie in chunks of whole rows, so there may be more numbers than
 * one array holds. Immutable: the arrays are not copied, and nobody writes to them.
 */
public final class RowTable {
    private final DataType dataType;
    private final Object[] chunks;
    private final int rows;
    private final int rowsPerChunk;
    private final int perRow;

    private RowTable(DataType dataType, Object[] chunks, int rows, int rowsPerChunk, int perRow) {
        this.dataType = dataType;
        this.chunks = chunks;
        this.rows = rows;
        this.rowsPerChunk = rowsPerChunk;
        this.perRow = perRow;
    }

    /**
     * @param rowsPerChunk in each chunk but the last, 1 or more
     * @param perRow numbers of a row
     */
    public static RowTable of(float[][] chunks, int rows, int rowsPerChunk, int perRow) {
        return new RowTable(DataType.FLOAT32, chunks, rows, rowsPerChunk, perRow);
    }

    /** As {@link #of(float[][], int, int, int)}, of double precision. */
    public static RowTable of(double[][] chunks, int rows, int rowsPerChunk, int perRow) {
        return new RowTable(DataType.FLOAT64, chunks, rows, rowsPerChunk, perRow);
    }

    /** As {@link #of(float[][], int, int, int)}, of integers. */
    public static RowTable of(int[][] chunks, int rows, int rowsPerChunk, int perRow) {
        return new RowTable(DataType.INT32, chunks, rows, rowsPerChunk, perRow);
    }

    public DataType dataType() {
        return dataType;
    }

    /** Arrays of {@link #dataType()}, which are never written to. */
    public Object[] chunks() {
        return chunks;
    }

    public int rows() {
        return rows;
    }

    public int rowsPerChunk() {
        return rowsPerChunk;
    }

    public int perRow() {
        return perRow;
    }

    /** What is thrown for a row number that is out of range. */
    public IndexOutOfBoundsException outside(int row, int place) {
        return new IndexOutOfBoundsException(
                "expected rows from 0 to " + (rows - 1) + " but got " + row + " at place " + place);
    }

    /** Writes the rows one by one. */
    void write(NumberSink sink, long offset, int[] numbers, int from, int count) {
        for (int i = 0; i < count; i++) {
            int row = numbers[from + i];
            if (row < 0 || row >= rows) {
                throw outside(row, from + i);
            }
            Object chunk = chunks[row / rowsPerChunk];
            int start = row % rowsPerChunk * perRow;
            long to = offset + (long) i * perRow;
            if (chunk instanceof float[] floats) {
                sink.write(to, floats, start, perRow);
            } else if (chunk instanceof double[] doubles) {
                sink.write(to, doubles, start, perRow);
            } else if (chunk instanceof int[] ints) {
                sink.write(to, ints, start, perRow);
            }
        }
    }
}
