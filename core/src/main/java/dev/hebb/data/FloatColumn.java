package dev.hebb.data;

import dev.hebb.shape.Shape;

/** Real numbers of single precision. */
final class FloatColumn extends HeapColumn {
    private final Chunking chunking;
    private final float[][] chunks;

    FloatColumn(String name, Shape rowShape, Chunking chunking, float[][] chunks) {
        super(name, rowShape, chunking.table(chunks));
        this.chunking = chunking;
        this.chunks = chunks;
    }

    @Override
    public boolean isInt() {
        return false;
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        int perRow = chunking.perRow();
        for (int i = 0; i < count; i++) {
            int row = indices[from + i];
            System.arraycopy(chunks[chunking.chunkOf(row)], chunking.offset(row), into, i * perRow, perRow);
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        int perRow = chunking.perRow();
        for (int i = 0; i < count; i++) {
            int row = indices[from + i];
            float[] chunk = chunks[chunking.chunkOf(row)];
            int offset = chunking.offset(row);
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = chunk[offset + j];
            }
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        throw IntColumn.notInt(name());
    }
}
