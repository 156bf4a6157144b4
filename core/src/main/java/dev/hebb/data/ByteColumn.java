package dev.hebb.data;

import dev.hebb.shape.Shape;

/** Integers of one byte each, as of pictures. */
final class ByteColumn implements Dataset.Column {
    private final String name;
    private final Shape rowShape;
    private final byte[] bytes;
    private final int perRow;
    private final int zero;

    /** @param bytes row after row; kept, and never changed */
    ByteColumn(String name, Shape rowShape, byte[] bytes, boolean isSigned) {
        this.name = name;
        this.rowShape = rowShape;
        this.bytes = bytes;
        this.perRow = Math.toIntExact(rowShape.size());
        this.zero = isSigned ? 0 : 256;
    }

    private int value(byte stored) {
        return stored < 0 ? stored + zero : stored;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape rowShape() {
        return rowShape;
    }

    @Override
    public boolean isInt() {
        return true;
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        for (int i = 0; i < count; i++) {
            int start = indices[from + i] * perRow;
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = value(bytes[start + j]);
            }
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        for (int i = 0; i < count; i++) {
            int start = indices[from + i] * perRow;
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = value(bytes[start + j]);
            }
        }
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        for (int i = 0; i < count; i++) {
            int start = indices[from + i] * perRow;
            for (int j = 0; j < perRow; j++) {
                into[i * perRow + j] = value(bytes[start + j]);
            }
        }
    }
}
