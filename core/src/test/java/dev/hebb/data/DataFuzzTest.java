package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.hebb.TestRandom;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are damaged in any way are read, or refused with a message; nothing else happens, soon, and in little memory. */
class DataFuzzTest {
    private static final int FILES = 500;
    private static final int MOST_CHANGES = 4;
    private static final int MOST_CHARACTERS = 1000;
    private static final long MOST_NANOS = 1_000_000_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final List<String> INSERTED = List.of(
            "\"",
            "\"\"",
            "\0",
            "\uFEFF",
            "\r\n",
            "\r",
            "\n",
            ",",
            ";",
            "\t",
            "|",
            " ",
            "1e999",
            "-1e-999",
            "NaN",
            "inf",
            "9".repeat(400),
            "1,5",
            "-",
            "+",
            ".",
            "e",
            "\u00e4",
            "\uD83D\uDE00",
            "\u001f\u008b",
            "x".repeat(5000));

    @TempDir
    Path folder;

    private interface Reading {
        void read(Path file);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = at + random.nextInt(bytes.length - at + 1);
        byte[] before = Arrays.copyOf(bytes, at);
        byte[] after = Arrays.copyOfRange(bytes, at, bytes.length);
        switch (random.nextInt(6)) {
            case 0: {
                byte[] flipped = bytes.clone();
                for (int i = random.nextInt(3); i >= 0 && flipped.length > 0; i--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            }
            case 1:
                return random.nextBoolean() ? before : joined(before, Arrays.copyOfRange(bytes, to, bytes.length));
            case 2:
                return joined(Arrays.copyOf(bytes, to), after);
            case 3: {
                String delimiters = ",;\t| \n";
                char old = delimiters.charAt(random.nextInt(delimiters.length()));
                char fresh = delimiters.charAt(random.nextInt(delimiters.length()));
                byte[] swapped = bytes.clone();
                for (int i = 0; i < swapped.length; i++) {
                    swapped[i] = swapped[i] == old ? (byte) fresh : swapped[i];
                }
                return swapped;
            }
            case 4: {
                byte[] four = new byte[4];
                random.nextBytes(four);
                return joined(before, four, after);
            }
            default: {
                String text = INSERTED.get(random.nextInt(INSERTED.size()));
                return joined(before, text.getBytes(StandardCharsets.UTF_8), after);
            }
        }
    }

    private static byte[] damaged(byte[] whole, Random random) throws IOException {
        byte[] bytes = whole;
        for (int i = random.nextInt(MOST_CHANGES + 1); i > 0; i--) {
            bytes = changed(bytes, random);
        }
        if (random.nextInt(3) == 0) {
            bytes = gzip(bytes);
            return random.nextBoolean() ? changed(bytes, random) : bytes;
        }
        return bytes;
    }

    private static byte[] csv(Random random) {
        String delimiter = List.of(",", ";", "\t").get(random.nextInt(3));
        String end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        List<String> cells =
                List.of("1", "-2.5", "3e4", "", "NA", "a b", "\"q,;\"", "\"d\"\"q\"", "\"l\nb\"", "\u00e4", "1,5");
        StringBuilder text = new StringBuilder(String.join(delimiter, "n", "t", "\"quoted name\"")).append(end);
        for (int row = random.nextInt(20); row >= 0; row--) {
            String cell = cells.get(random.nextInt(delimiter.equals(",") ? cells.size() - 1 : cells.size()));
            text.append(String.join(delimiter, Integer.toString(row), cell, "0.5"))
                    .append(end);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] idx(Random random) {
        int[] codes = {0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e};
        int type = random.nextInt(codes.length);
        int[] extents = random.ints(1 + random.nextInt(3), 1, 5).toArray();
        byte[] data = new byte[Arrays.stream(extents).reduce(1, (a, b) -> a * b) * Idx.Type.values()[type].bytes()];
        random.nextBytes(data);
        return IdxTest.idx(codes[type], extents, data);
    }

    private static void readTable(Path file) {
        Table table = Table.read(file);
        assertTrue(table.rows() > 0);
        assertFalse(table.columns().isEmpty());
        assertEquals(table.columns().size(), Set.copyOf(table.columns()).size());
        for (String name : table.columns()) {
            assertFalse(name.isEmpty());
            assertEquals(table.rows(), table.text(name).length);
            if (table.isNumeric(name)) {
                assertTrue(Arrays.stream(table.numeric(name)).noneMatch(Double::isInfinite));
            } else {
                assertRefused(() -> table.numeric(name));
            }
        }
        int streamed = 0;
        try (TableStream stream = TableStream.open(file, Table.MISSING_MARKS, Set.of(), Set.of())) {
            assertEquals(table.columns(), stream.columns());
            for (Optional<TableStream.Chunk> next = stream.next(3); next.isPresent(); next = stream.next(3)) {
                assertEquals(table.where(streamed), next.get().table().where(0));
                streamed += next.get().asWritten().rows();
            }
        }
        assertEquals(table.rows(), streamed);
    }

    private static void readIdx(Path file) {
        Idx idx = Idx.read(file);
        assertEquals(idx.shape().size(), idx.values().length);
        assertTrue(idx.rows() > 0);
    }

    private static void assertRefused(Runnable run) {
        try {
            run.run();
        } catch (DataException e) {
            String message = e.getMessage();
            assertTrue(message.startsWith("expected ") && message.length() < MOST_CHARACTERS, message);
            return;
        }
        throw new AssertionError("expected a DataException");
    }

    /** Reads it, and says whether it could be; any other exception is thrown on. */
    private static boolean isRead(Path file, Reading reading) {
        try {
            reading.read(file);
            return true;
        } catch (DataException e) {
            assertRefused(() -> {
                throw e;
            });
            return false;
        }
    }

    private void fuzz(String what, Reading reading, boolean isCsv) throws IOException {
        Random random = TestRandom.of(what);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path file = folder.resolve("fuzz");
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = damaged(isCsv ? csv(random) : idx(random), random);
            Files.write(file, bytes);
            String text = TestRandom.describe(what + " file " + i + ": "
                    + HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, 600))));
            long before = thread.getCurrentThreadAllocatedBytes();
            long start = thread.getCurrentThreadCpuTime();
            try {
                read += isRead(file, reading) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(text, e);
            }
            assertTrue(thread.getCurrentThreadCpuTime() - start < MOST_NANOS, "slow: " + text);
            assertTrue(thread.getCurrentThreadAllocatedBytes() - before < MOST_BYTES, "memory: " + text);
        }
        assertTrue(read > FILES / 20 && read < FILES - FILES / 20, read + " of " + FILES + " files were read");
    }

    @Test
    void damagedTablesAreReadOrRefused() throws IOException {
        fuzz("tables", DataFuzzTest::readTable, true);
    }

    @Test
    void damagedIdxFilesAreReadOrRefused() throws IOException {
        fuzz("idx", DataFuzzTest::readIdx, false);
    }
}
