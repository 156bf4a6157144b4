package dev.hebb.data;

import dev.hebb.shape.Shape;

/** Integers: classes, counts, bytes of pictures. */
final class IntColumn extends HeapColumn {
    private final Chunking chunking;
    private final int[][] chunks;

    IntColumn(String name, Shape rowShape, Chunking chunking, int[][] chunks) {
        super(name, rowShape, chunking.table(chunks));
        this.chunking = chunking;
        this.chunks = chunks;
    }

    /** The column itself where it is int; else its whole numbers as ints. */
    static Dataset.Column converted(Dataset.Column column, int rows) {
        if (column.isInt()) {
            return column;
        }
        String what = Naming.describe("target", column.name());
        Chunking chunking = new Chunking(what, rows, column.rowShape());
        int[][] chunks = new int[chunking.chunks()][];
        for (int c = 0; c < chunks.length; c++) {
            int count = chunking.rowsOf(c);
            int first = chunking.firstRow(c);
            double[] values = new double[count * chunking.perRow()];
            column.gather(Order.range(first, count), 0, count, values);
            chunks[c] = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                chunks[c][i] = whole(values[i], what, first + i / Math.max(1, chunking.perRow()));
            }
        }
        return new IntColumn(column.name(), column.rowShape(), chunking, chunks);
    }

    private static int whole(double value, String what, int row) {
        if (value != (int) value) {
            throw new DataException("expected whole numbers as classes but got " + value + " in row " + row + " of "
                    + what + "; these labels are outside the classes or in the wrong type: number the classes from 0");
        }
        return (int) value;
    }

    static DataException notInt(String name) {
        return new DataException("expected a column of integers but column '" + name
                + "' holds real numbers; convert targets with withIntTargets()");
    }

    @Override
    public boolean isInt() {
        return true;
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        int perRow = chunking.perRow();
        for (int i = 0; i < count; i++) {
            int row = indices[from + i];
            int[] chunk = chunks[chunking.chunkOf(row)];
            int offset = chunking.offset(row);
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = chunk[offset + j];
            }
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        int perRow = chunking.perRow();
        for (int i = 0; i < count; i++) {
            int row = indices[from + i];
            int[] chunk = chunks[chunking.chunkOf(row)];
            int offset = chunking.offset(row);
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = chunk[offset + j];
            }
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        int perRow = chunking.perRow();
        for (int i = 0; i < count; i++) {
            int row = indices[from + i];
            System.arraycopy(chunks[chunking.chunkOf(row)], chunking.offset(row), into, i * perRow, perRow);
        }
    }
}
