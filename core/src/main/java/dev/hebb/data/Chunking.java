package dev.hebb.data;

import dev.hebb.backend.RowTable;
import dev.hebb.shape.Shape;

/**
 * How the rows of a column are spread over primitive arrays of about a million elements, which leaves room for more than 2^31 of them. A chunk holds whole
 * rows.
 */
final class Chunking {
    private static final int CHUNK_ELEMENTS = 1 << 20;

    private final int rows;
    private final int perRow;
    private final int rowsPerChunk;

    Chunking(String column, int rows, Shape rowShape) {
        if (rowShape.size() > Integer.MAX_VALUE - 8) {
            throw new DataException("expected rows of at most " + (Integer.MAX_VALUE - 8) + " elements but got "
                    + rowShape + " in " + column);
        }
        this.rows = rows;
        this.perRow = (int) rowShape.size();
        this.rowsPerChunk = Math.max(1, CHUNK_ELEMENTS / Math.max(1, perRow));
    }

    int rows() {
        return rows;
    }

    int perRow() {
        return perRow;
    }

    int chunks() {
        return (rows + rowsPerChunk - 1) / rowsPerChunk;
    }

    int firstRow(int chunk) {
        return chunk * rowsPerChunk;
    }

    int rowsOf(int chunk) {
        return Math.min(rowsPerChunk, rows - firstRow(chunk));
    }

    int chunkOf(int row) {
        return row / rowsPerChunk;
    }

    /** Where a row begins in its chunk. */
    int offset(int row) {
        return row % rowsPerChunk * perRow;
    }

    RowTable table(float[][] chunks) {
        return RowTable.of(chunks, rows, rowsPerChunk, perRow);
    }

    RowTable table(double[][] chunks) {
        return RowTable.of(chunks, rows, rowsPerChunk, perRow);
    }

    RowTable table(int[][] chunks) {
        return RowTable.of(chunks, rows, rowsPerChunk, perRow);
    }
}
