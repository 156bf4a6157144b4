package dev.hebb.io;

import dev.hebb.shape.DataType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file that is open for reading. All the header says is checked against the file's length before anything is allocated for it.
 *
 * <p>Errors: {@link ModelFileException} throughout, naming the file.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final String WANTED = "a model file (safetensors)";
    private static final String ADVICE = "pass a file that Model.save wrote";
    private static final int LENGTH_BYTES = Long.BYTES;
    private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private final Path path;
    private final FileChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(Path path, FileChannel channel, int newestVersion) throws IOException {
        this.path = path;
        this.channel = channel;
        int headerBytes = headerBytes();
        this.dataStart = LENGTH_BYTES + (long) headerBytes;
        this.header = SafetensorsHeader.parse(headerText(headerBytes), channel.size() - dataStart, newestVersion);
    }

    /** Opens any safetensors file of types that Hebb knows, from whatever program; nothing is read but the header. */
    public static SafetensorsFile open(Path path) {
        return open(path, Integer.MAX_VALUE);
    }

    static SafetensorsFile open(Path path, int newestVersion) {
        if (!Files.exists(path)) {
            throw new ModelFileException("expected " + WANTED + " but there is no file " + path, "check the path");
        }
        if (!Files.isRegularFile(path)) {
            String got = Files.isDirectory(path) ? "a directory" : "a device or pipe";
            throw new ModelFileException("expected " + WANTED + " but got " + got, ADVICE).in(path);
        }
        return run(path, () -> {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new SafetensorsFile(path, channel, newestVersion);
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        });
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    private static <T> T run(Path path, Reading<T> reading) {
        try {
            return reading.run();
        } catch (ModelFileException e) {
            throw e.in(path);
        } catch (IOException e) {
            throw new ModelFileException(
                    "could not read " + path + ": " + AtomicFile.reason(e), "check the disk and the permissions", e);
        }
    }

    private int headerBytes() throws IOException {
        long fileBytes = channel.size();
        if (fileBytes < LENGTH_BYTES + 2) {
            throw new ModelFileException("expected " + WANTED + " but got a file of " + fileBytes + " bytes", ADVICE);
        }
        ByteBuffer start = ByteBuffer.allocate(LENGTH_BYTES + 2).order(ByteOrder.LITTLE_ENDIAN);
        readFully(start, 0);
        long length = start.getLong(0);
        boolean isHeader = start.get(LENGTH_BYTES) == '{' && length >= 2;
        if (!isHeader) {
            throw new ModelFileException("expected " + WANTED + " but got " + FileKind.of(start.array()), ADVICE);
        }
        if (length > fileBytes - LENGTH_BYTES || length > SafetensorsHeader.MAX_BYTES) {
            long most = Math.min(fileBytes - LENGTH_BYTES, SafetensorsHeader.MAX_BYTES);
            throw new ModelFileException(
                    "expected a header of at most " + most + " bytes but got a length of " + length,
                    "the file is cut off or damaged: take another copy");
        }
        return (int) length;
    }

    private String headerText(int headerBytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(headerBytes);
        readFully(bytes, LENGTH_BYTES);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new ModelFileException(
                    "expected a header in UTF-8 but got other bytes", "the file is damaged: take another copy", e);
        }
    }

    /** The texts of the header. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** What tensors there are, in the order of their bytes. */
    public List<TensorEntry> tensors() {
        return header.entries();
    }

    /** Compares header and data with the checksum. */
    public void verify() {
        run(path, () -> {
            String expected = header.sha256()
                    .orElseThrow(() -> new ModelFileException(
                            "expected a checksum but got none", "save the model again with Hebb"));
            MessageDigest digest = header.digest();
            ByteBuffer part = part(channel.size());
            for (long at = dataStart; at < channel.size(); at += part.limit()) {
                part.clear().limit((int) Math.min(part.capacity(), channel.size() - at));
                readFully(part, at);
                digest.update(part.flip());
            }
            String actual = HexFormat.of().formatHex(digest.digest());
            if (!actual.equals(expected)) {
                throw new ModelFileException(
                        "expected checksum " + SafetensorsHeader.clip(expected) + " but got " + actual,
                        "the file is damaged or was changed by another program: take another copy");
            }
            return expected;
        });
    }

    /** Reads a tensor into an array; NaN and infinity are refused. */
    public TensorData read(TensorEntry entry) {
        return run(path, () -> {
            if (entry.from() < 0 || entry.until() > channel.size() - dataStart) {
                throw new ModelFileException("expected a tensor of the file but got " + entry, "");
            }
            if (entry.shape().size() > MAX_ELEMENTS) {
                throw new ModelFileException(
                        "expected at most " + MAX_ELEMENTS + " elements but got " + entry.shape() + " at tensor "
                                + entry.name(),
                        "split the layer");
            }
            return readElements(entry, (int) entry.shape().size());
        });
    }

    private TensorData readElements(TensorEntry entry, int size) throws IOException {
        if (entry.dataType() == DataType.FLOAT32) {
            float[] values = new float[size];
            eachPart(entry, (from, part) -> part.asFloatBuffer().get(values, from, part.remaining() / Float.BYTES));
            return TensorData.of(entry.name(), entry.shape(), values);
        } else if (entry.dataType() == DataType.FLOAT64) {
            double[] values = new double[size];
            eachPart(entry, (from, part) -> part.asDoubleBuffer().get(values, from, part.remaining() / Double.BYTES));
            return TensorData.of(entry.name(), entry.shape(), values);
        }
        int[] values = new int[size];
        eachPart(entry, (from, part) -> part.asIntBuffer().get(values, from, part.remaining() / Integer.BYTES));
        return TensorData.of(entry.name(), entry.shape(), values);
    }

    private interface Part {
        void accept(int from, ByteBuffer part);
    }

    private void eachPart(TensorEntry entry, Part reader) throws IOException {
        int elementBytes = entry.dataType().bytes();
        ByteBuffer part = part(entry.bytes());
        for (long at = entry.from(); at < entry.until(); at += part.limit()) {
            part.clear().limit((int) Math.min(part.capacity(), entry.until() - at));
            readFully(part, dataStart + at);
            part.flip();
            int from = (int) ((at - entry.from()) / elementBytes);
            FiniteCheck.require(part, entry.dataType(), entry.name(), from);
            reader.accept(from, part);
        }
    }

    private static ByteBuffer part(long bytes) {
        return ByteBuffer.allocate((int) Math.min(SafetensorsWriter.PART_BYTES, bytes))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private void readFully(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            at += read;
        }
    }

    @Override
    public void close() {
        run(path, () -> {
            channel.close();
            return path;
        });
    }
}
