package dev.hebb.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes a safetensors file with a checksum, asking for the tensors part by part. */
public final class SafetensorsWriter {
    static final int PART_BYTES = 1 << 18;

    private SafetensorsWriter() {}

    /**
     * Writes a whole file into the empty {@code channel}.
     *
     * @param metadata texts by name; the checksum is added
     * @throws ModelFileException for a tensor with NaN or infinity, a name twice, settings past the limits
     */
    public static void write(FileChannel channel, Map<String, String> metadata, List<TensorData> tensors)
            throws IOException {
        SafetensorsHeader header = SafetensorsHeader.of(metadata, tensors);
        MessageDigest digest = header.digest();
        byte[] placeholder =
                header.withSha256("0".repeat(2 * digest.getDigestLength())).toBytes();
        writeFully(channel, ByteBuffer.wrap(placeholder), 0);
        long position = placeholder.length;
        long largest =
                header.entries().stream().mapToLong(TensorEntry::bytes).max().orElse(0);
        ByteBuffer part =
                ByteBuffer.allocate((int) Math.min(PART_BYTES, largest)).order(ByteOrder.LITTLE_ENDIAN);
        for (TensorData tensor : SafetensorsHeader.ordered(tensors)) {
            long step = PART_BYTES / tensor.dataType().bytes();
            for (long from = 0; from < tensor.shape().size(); from += step) {
                part.clear()
                        .limit((int) Math.min(step, tensor.shape().size() - from)
                                * tensor.dataType().bytes());
                tensor.source().fill(from, part);
                if (part.hasRemaining()) {
                    throw new IllegalStateException("expected a source that fills the buffer but " + part.remaining()
                            + " bytes are left at tensor " + tensor.name());
                }
                part.flip();
                FiniteCheck.require(part, tensor.dataType(), tensor.name(), from);
                digest.update(part.duplicate());
                position += writeFully(channel, part, position);
            }
        }
        byte[] bytes =
                header.withSha256(HexFormat.of().formatHex(digest.digest())).toBytes();
        writeFully(channel, ByteBuffer.wrap(bytes), 0);
    }

    private static int writeFully(FileChannel channel, ByteBuffer from, long position) throws IOException {
        int bytes = from.remaining();
        long at = position;
        while (from.hasRemaining()) {
            at += channel.write(from, at);
        }
        return bytes;
    }
}
