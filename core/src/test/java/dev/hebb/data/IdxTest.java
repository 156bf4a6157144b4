package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    private static final int UNSIGNED_BYTE = 0x08;

    @TempDir
    Path folder;

    static byte[] idx(int type, int[] extents, byte... data) {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * extents.length + data.length);
        out.put((byte) 0).put((byte) 0).put((byte) type).put((byte) extents.length);
        Arrays.stream(extents).forEach(out::putInt);
        return out.put(data).array();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private Path file(byte... bytes) throws IOException {
        return Files.write(folder.resolve("data.idx"), bytes);
    }

    private Path images(int rows) throws IOException {
        byte[] pixels = new byte[rows * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 50);
        }
        return Files.write(folder.resolve("images"), idx(UNSIGNED_BYTE, new int[] {rows, 2, 3}, pixels));
    }

    private Path labels(int... labels) throws IOException {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return Files.write(folder.resolve("labels.gz"), gzip(idx(UNSIGNED_BYTE, new int[] {labels.length}, bytes)));
    }

    private static void assertRefused(Path file, String... parts) {
        assertContains(assertThrows(DataException.class, () -> Idx.read(file)).getMessage(), parts);
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
    }

    @Test
    void everyTypeIsRead() throws IOException {
        byte[][] stored = {
            {1, -1},
            {1, -1},
            ByteBuffer.allocate(4).putShort((short) 300).putShort((short) -2).array(),
            ByteBuffer.allocate(8).putInt(70_000).putInt(-3).array(),
            ByteBuffer.allocate(8).putFloat(1.5f).putFloat(-2).array(),
            ByteBuffer.allocate(16).putDouble(0.1).putDouble(-1e300).array()
        };
        double[][] expected = {{1, 255}, {1, -1}, {300, -2}, {70_000, -3}, {1.5, -2}, {0.1, -1e300}};
        int[] codes = {0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e};
        for (int i = 0; i < codes.length; i++) {
            byte[] bytes = idx(codes[i], new int[] {2}, stored[i]);
            for (byte[] content : new byte[][] {bytes, gzip(bytes)}) {
                Idx read = Idx.read(file(content));
                assertEquals(Idx.Type.values()[i], read.type());
                assertEquals(Shape.of(2), read.shape());
                assertArrayEquals(expected[i], read.values());
                assertEquals(i < 4, read.column("").isInt());
            }
        }
    }

    @Test
    void picturesAndLabelsBecomeADataset() throws IOException {
        Dataset data = Idx.dataset(images(4), labels(3, 0, 9, 1), 10);
        assertEquals(4, data.rows());
        Dataset.Column x = data.inputs().get(0);
        assertEquals(Shape.of(2, 3), x.rowShape());
        float[] pixels = new float[12];
        x.gather(new int[] {9, 3, 0}, 1, 2, pixels);
        for (int i = 0; i < 6; i++) {
            assertEquals((18 + i) * 50 & 0xff, pixels[i]);
            assertEquals(i * 50 & 0xff, pixels[6 + i]);
        }
        double[] wide = new double[6];
        x.gather(new int[] {3}, 0, 1, wide);
        int[] ints = new int[6];
        x.gather(new int[] {3}, 0, 1, ints);
        for (int i = 0; i < 6; i++) {
            assertEquals(pixels[i], wide[i]);
            assertEquals((int) pixels[i], ints[i]);
        }
        int[] classes = new int[4];
        data.targets().get(0).gather(Order.ascending(4), 0, 4, classes);
        assertArrayEquals(new int[] {3, 0, 9, 1}, classes);
        assertTrue(data.targets().get(0).rowShape().isScalar());
    }

    @Test
    void otherFilesAreRefusedWithTheirFirstBytes() throws IOException {
        assertRefused(file((byte) 0x89, (byte) 'P', (byte) 'N', (byte) 'G'), "89 50 4e 47", "00 00", "data.idx");
        assertRefused(file((byte) 0, (byte) 0, (byte) 0x0a, (byte) 1), "00 00 0a 01");
        assertRefused(file((byte) 0, (byte) 0, (byte) 8, (byte) 0), "00 00 08 00");
        assertRefused(file((byte) 0), "got 00 in");
        assertRefused(file(), "an empty file");
        assertRefused(folder, "folder");
        assertRefused(folder.resolve("none"), "no such file");
    }

    @Test
    void filesOfAnotherLengthThanTheirExtentsSayAreRefused() throws IOException {
        byte[] whole = idx(UNSIGNED_BYTE, new int[] {2, 3}, new byte[6]);
        for (int length = 4; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertRefused(file(part), "expected " + (length < 12 ? 12 : 18), "got " + length, "partial download");
            assertRefused(file(gzip(part)), "expected " + (length < 12 ? 12 : 18), "got " + length, "partial download");
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertRefused(file(longer), "expected 18 bytes", "got more");
        assertRefused(file(gzip(longer)), "expected 18 bytes", "got more");
        byte[] packed = gzip(whole);
        assertRefused(file(Arrays.copyOf(packed, packed.length - 5)), "partial download");
    }

    @Test
    void extentsThatCannotBeAreRefusedBeforeMemoryIsTaken() throws IOException {
        assertRefused(file(idx(UNSIGNED_BYTE, new int[] {0, 3})), "extent 0 of 2 is 0");
        assertRefused(file(idx(UNSIGNED_BYTE, new int[] {-1, -1, -1})), "at most 2147483639 bytes");
        assertRefused(file(idx(0x0e, new int[] {1 << 29})), "at most 2147483639 bytes");
        assertRefused(file(idx(UNSIGNED_BYTE, new int[] {1 << 28})), "expected " + ((1 << 28) + 8) + " bytes", "got 8");
        assertRefused(file(gzip(idx(UNSIGNED_BYTE, new int[] {1 << 28}))), "expected", "got fewer");
        Path file = file(idx(UNSIGNED_BYTE, new int[] {8}, new byte[8]));
        assertContains(
                assertThrows(DataException.class, () -> IdxReader.read(file, 7)).getMessage(), "-Xmx");
        assertEquals(8, IdxReader.read(file, 8).rows());
    }

    @Test
    void filesThatDoNotFitTogetherAreRefused() throws IOException {
        Path images = images(2);
        assertContains(refusal(images, labels(1)), "as many labels as images", "1 in labels.gz", "2 in images");
        assertContains(refusal(labels(1), images), "[2, 2, 3] in images", "swapped");
        assertContains(refusal(labels(1, 2), labels(1, 2)), "images [rows, height, width]", "[2] in labels.gz");
        assertContains(refusal(images, labels(3, 10)), "from 0 to 9", "got 10 in row 1", "labels.gz");
        Path negative = Files.write(folder.resolve("negative"), idx(0x09, new int[] {2}, (byte) 0, (byte) -1));
        assertContains(
                assertThrows(DataException.class, () -> Idx.dataset(images, negative))
                        .getMessage(),
                "0 or more",
                "got -1 in row 1");
        Path real = Files.write(folder.resolve("real"), idx(0x0d, new int[] {2}, new byte[8]));
        assertContains(refusal(images, real), "of integers");
    }

    private static String refusal(Path images, Path labels) {
        return assertThrows(DataException.class, () -> Idx.dataset(images, labels, 10))
                .getMessage();
    }
}
