package dev.hebb.data;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The inputs or the targets of rows in a file. */
final class DiskColumn implements Dataset.Column {
    private final Shape rowShape;
    private final DataType type;
    private final int skip;
    private final int rowBytes;
    private final int perRow;
    private final DiskRows rows;
    private final Prefetcher prefetcher;

    private DiskColumn(
            Shape rowShape, DataType type, int skip, DiskLayout layout, DiskRows rows, Prefetcher prefetcher) {
        this.rowShape = rowShape;
        this.type = type;
        this.skip = skip;
        this.rowBytes = layout.rowBytes();
        this.perRow = Math.toIntExact(rowShape.size());
        this.rows = rows;
        this.prefetcher = prefetcher;
    }

    static DiskColumn input(DiskLayout layout, DiskRows rows, Prefetcher prefetcher) {
        return new DiskColumn(layout.input(), layout.numbers(), 0, layout, rows, prefetcher);
    }

    static DiskColumn target(DiskLayout layout, DiskRows rows, Prefetcher prefetcher) {
        boolean isClass = layout.targets() == DiskLayout.Targets.CLASSES;
        return new DiskColumn(
                isClass ? Shape.SCALAR : Shape.of(layout.targetWidth()),
                isClass ? DataType.INT32 : layout.numbers(),
                layout.inputBytes(),
                layout,
                rows,
                prefetcher);
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public Shape rowShape() {
        return rowShape;
    }

    @Override
    public boolean isInt() {
        return type == DataType.INT32;
    }

    private void each(int[] indices, int from, int count, DiskRows.Taker taker) {
        Optional<Prefetcher.Ready> ready = prefetcher.take(indices, from, count);
        if (ready.isEmpty()) {
            rows.each(indices, from, count, skip, perRow * type.bytes(), taker);
            return;
        }
        for (int i = 0; i < count; i++) {
            taker.take(i, ready.get().bytes(), (ready.get().place() + i) * rowBytes + skip);
        }
    }

    private ByteBuffer row(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, perRow * type.bytes()).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void gather(int[] indices, int from, int count, float[] into) {
        each(indices, from, count, (i, bytes, at) -> {
            ByteBuffer row = row(bytes, at);
            if (type == DataType.FLOAT32) {
                row.asFloatBuffer().get(into, i * perRow, perRow);
            } else {
                for (int j = 0; j < perRow; j++) {
                    into[i * perRow + j] = type == DataType.INT32 ? row.getInt() : (float) row.getDouble();
                }
            }
        });
    }

    @Override
    public void gather(int[] indices, int from, int count, double[] into) {
        each(indices, from, count, (i, bytes, at) -> {
            ByteBuffer row = row(bytes, at);
            if (type == DataType.FLOAT64) {
                row.asDoubleBuffer().get(into, i * perRow, perRow);
            } else {
                for (int j = 0; j < perRow; j++) {
                    into[i * perRow + j] = type == DataType.INT32 ? row.getInt() : row.getFloat();
                }
            }
        });
    }

    @Override
    public void gather(int[] indices, int from, int count, int[] into) {
        if (!isInt()) {
            throw IntColumn.notInt(name());
        }
        each(
                indices,
                from,
                count,
                (i, bytes, at) -> row(bytes, at).asIntBuffer().get(into, i * perRow, perRow));
    }
}
