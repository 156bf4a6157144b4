package dev.hebb.data;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** The first bytes of a {@link DiskDataset}'s file, little-endian as all of it; the rows follow one after another. */
record DiskHeader(DiskLayout layout, int rows) {
    private static final long MAGIC = ByteBuffer.wrap(new byte[] {'H', 'e', 'b', 'b', 'R', 'o', 'w', 's'})
            .order(ByteOrder.LITTLE_ENDIAN)
            .getLong();
    private static final int VERSION = 1;
    private static final int MOST_RANK = 16;

    /** Magic, version, rows, targets, target width, bytes per number, rank. */
    private static final int FIXED_BYTES = Long.BYTES + 6 * Integer.BYTES;

    int bytes() {
        return FIXED_BYTES + layout.input().rank() * Long.BYTES;
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(bytes()).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC)
                .putInt(VERSION)
                .putInt(rows)
                .putInt(layout.targets().ordinal())
                .putInt(layout.targetWidth())
                .putInt(layout.numbers().bytes())
                .putInt(layout.input().rank());
        layout.input().toList().forEach(out::putLong);
        return out.array();
    }

    /** @throws DataException for a file of another kind or version, and one that is not whole */
    static DiskHeader read(RandomAccessFile file, Path path) throws IOException {
        ByteBuffer fixed = bytes(file, FIXED_BYTES, path);
        if (fixed.getLong() != MAGIC) {
            throw new DataException("expected a dataset that Hebb wrote but got another kind of file at " + path
                    + "; write it with DiskDataset.writer");
        }
        int version = fixed.getInt();
        if (version != VERSION) {
            throw new DataException("expected version " + VERSION + " of Hebb's datasets but got " + version + " at "
                    + path + "; write it anew");
        }
        int rows = fixed.getInt();
        int targets = fixed.getInt();
        int width = fixed.getInt();
        int numberBytes = fixed.getInt();
        int rank = fixed.getInt();
        boolean isSound = rows >= 1
                && targets >= 0
                && targets < DiskLayout.Targets.values().length
                && (numberBytes == Float.BYTES || numberBytes == Double.BYTES)
                && rank >= 0
                && rank <= MOST_RANK;
        if (!isSound) {
            throw damaged(path);
        }
        ByteBuffer extents = bytes(file, rank * Long.BYTES, path);
        long[] dims = new long[rank];
        extents.asLongBuffer().get(dims);
        DiskHeader header = new DiskHeader(layout(dims, targets, width, numberBytes, path), rows);
        long expected = header.bytes() + (long) rows * header.layout().rowBytes();
        if (file.length() != expected) {
            throw new DataException("expected " + expected + " bytes for " + rows + " rows but got " + file.length()
                    + " in " + path + "; the file is not whole: copy or write it again");
        }
        return header;
    }

    private static DiskLayout layout(long[] dims, int targets, int width, int numberBytes, Path path) {
        for (long dim : dims) {
            if (dim < 1 || dim > Integer.MAX_VALUE) {
                throw damaged(path);
            }
        }
        try {
            return new DiskLayout(
                    Shape.of(dims),
                    DiskLayout.Targets.values()[targets],
                    width,
                    numberBytes == Float.BYTES ? DataType.FLOAT32 : DataType.FLOAT64);
        } catch (IllegalArgumentException e) {
            throw damaged(path);
        }
    }

    private static DataException damaged(Path path) {
        return new DataException("expected a dataset that Hebb wrote but the first bytes of " + path
                + " are damaged; copy or write it again");
    }

    private static ByteBuffer bytes(RandomAccessFile file, int count, Path path) throws IOException {
        byte[] bytes = new byte[count];
        if (file.length() - file.getFilePointer() < count) {
            throw new DataException("expected a dataset that Hebb wrote but got a file of " + file.length()
                    + " bytes at " + path + "; write it with DiskDataset.writer");
        }
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
