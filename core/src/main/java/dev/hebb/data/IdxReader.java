package dev.hebb.data;

import dev.hebb.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Reads idx files: two zero bytes, a type, a rank, the extents as 32-bit numbers, then the numbers, all big-endian. */
final class IdxReader {
    private static final int MAGIC_BYTES = 4;
    private static final int MOST_DATA = Integer.MAX_VALUE - 8;

    /** The most that deflate can pack into a byte. */
    private static final int MOST_PACKED = 1032;

    private final Path path;
    private final InputFile input;
    private final long mostBytes;

    private IdxReader(Path path, long mostBytes) {
        this.path = path;
        this.input = InputFile.of(path, "idx file");
        this.mostBytes = mostBytes;
    }

    /** @param mostBytes that the numbers may take in memory */
    static Idx read(Path path, long mostBytes) {
        IdxReader reader = new IdxReader(path, mostBytes);
        try (InputStream in = reader.input.open()) {
            return reader.read(in);
        } catch (IOException e) {
            throw reader.input.unreadable(e);
        }
    }

    /** Whether the file, which exists, begins as idx files do; false for what cannot be read. */
    static boolean begins(Path path) {
        try (InputStream in = InputFile.of(path, "idx file").open()) {
            byte[] first = in.readNBytes(2);
            return first.length == 2 && first[0] == 0 && first[1] == 0;
        } catch (IOException | DataException e) {
            return false;
        }
    }

    private Idx read(InputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC_BYTES);
        Optional<Idx.Type> type = magic.length < MAGIC_BYTES ? Optional.empty() : Idx.Type.of(magic[2]);
        if (type.isEmpty() || magic[0] != 0 || magic[1] != 0 || magic[3] == 0) {
            throw new DataException(
                    "expected an idx file, which begins with the bytes 00 00, a type from 08 to 0e and a"
                            + " rank, but got " + found(magic) + " in " + path + "; is it the right file?");
        }
        int rank = magic[3] & 0xff;
        byte[] extents = in.readNBytes(rank * Integer.BYTES);
        if (extents.length < rank * Integer.BYTES) {
            throw cut(MAGIC_BYTES + (long) rank * Integer.BYTES, MAGIC_BYTES + (long) extents.length);
        }
        Shape shape = shape(extents);
        int bytes = bytes(shape, type.get());
        long header = (long) MAGIC_BYTES + extents.length;
        if (input.isGzip() ? bytes > MOST_PACKED * input.bytes() : bytes > input.bytes() - header) {
            throw cut(header + bytes, input.isGzip() ? -1 : input.bytes());
        }
        byte[] data = new byte[bytes];
        int got = in.readNBytes(data, 0, bytes);
        if (got < bytes) {
            throw cut(header + bytes, header + got);
        } else if (in.read() != -1) {
            throw new DataException("expected " + (header + bytes) + " bytes, as for " + shape + ", but got more in "
                    + path + "; is it the right file?");
        }
        return new Idx(input.name(), type.get(), shape, data);
    }

    private static String found(byte[] magic) {
        return magic.length == 0 ? "an empty file" : HexFormat.ofDelimiter(" ").formatHex(magic);
    }

    /** @param got -1 where it is not known */
    private DataException cut(long expected, long got) {
        return new DataException("expected " + expected + " bytes but got " + (got < 0 ? "fewer" : got) + " in " + path
                + ", as after a partial download; download it again");
    }

    private Shape shape(byte[] extents) {
        ByteBuffer buffer = ByteBuffer.wrap(extents);
        long[] dims = new long[extents.length / Integer.BYTES];
        double size = 1;
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Integer.toUnsignedLong(buffer.getInt());
            if (dims[i] == 0) {
                throw new DataException("expected extents of 1 or more but extent " + i + " of " + dims.length
                        + " is 0 in " + path + "; is it the right file?");
            }
            size *= dims[i];
        }
        if (size > MOST_DATA) {
            throw tooLarge(size);
        }
        return Shape.of(dims);
    }

    private int bytes(Shape shape, Idx.Type type) {
        long bytes = shape.size() * type.bytes();
        long inMemory = type.bytes() == 1 ? bytes : 2 * bytes;
        if (bytes > MOST_DATA) {
            throw tooLarge((double) bytes);
        } else if (inMemory > mostBytes) {
            throw new DataException("expected an array that takes at most " + (mostBytes >> 20) + " MiB of memory but "
                    + path + " takes " + (inMemory >> 20) + " MiB; give Java more memory with -Xmx");
        }
        return (int) bytes;
    }

    private DataException tooLarge(double bytes) {
        return new DataException("expected at most " + MOST_DATA + " bytes of numbers but got extents for "
                + String.format(Locale.ROOT, "%.3g", bytes) + " in " + path + "; is it the right file?");
    }
}
