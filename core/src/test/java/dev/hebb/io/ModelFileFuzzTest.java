package dev.hebb.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing but a {@link ModelFileException} and a little memory comes of any damage. */
class ModelFileFuzzTest {
    private static final int MEMORY_FACTOR = 20;
    private static final int HEADER_MEMORY_FACTOR = 60;
    private static final int FREE_BYTES = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    Path folder;

    private Path file;
    private byte[] good;

    @BeforeEach
    void aGoodFile() throws IOException {
        file = folder.resolve("model.safetensors");
        ModelFile.write(file, ModelFileTest.example());
        good = Files.readAllBytes(file);
        load(good);
    }

    private void load(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        ModelFile.read(file).graph(RecordCodec.standard()).rebuild(2);
    }

    /** Whether the file is refused; any other exception and too much memory fail the test. */
    private boolean isRefused(byte[] bytes, int factor, String what) throws IOException {
        Files.write(file, bytes);
        long most = (long) factor * bytes.length + FREE_BYTES;
        long allocated = Long.MAX_VALUE;
        boolean refused = false;
        // The first pass through a line of code makes classes; what the file costs, it costs every time.
        for (int attempt = 0; attempt < 3 && allocated > most; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            refused = isRefused(what);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated <= most, what + ": too much memory for a file of " + bytes.length);
        return refused;
    }

    private boolean isRefused(String what) {
        try {
            ModelFile.read(file).graph(RecordCodec.standard()).rebuild(2);
            return false;
        } catch (ModelFileException e) {
            assertTrue(
                    e.getMessage().length() < 2000 + file.toString().length(),
                    () -> what + ": a long message " + e.getMessage());
            return true;
        } catch (RuntimeException | Error e) {
            return fail(what + " gave " + e, e);
        }
    }

    private void assertRefused(byte[] bytes, String what) throws IOException {
        assertTrue(isRefused(bytes, MEMORY_FACTOR, what), () -> what + " was read");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        for (int length = 0; length < good.length; length++) {
            assertRefused(Arrays.copyOf(good, length), "a file cut to " + length);
        }
    }

    @Test
    void everyExtensionIsRefused() throws IOException {
        for (int more : new int[] {1, 7, 8, 100, 1 << 16}) {
            assertRefused(Arrays.copyOf(good, good.length + more), "a file with " + more + " more bytes");
        }
    }

    @Test
    void everyFlippedByteIsRefused() throws IOException {
        Random random = random();
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= (byte) (1 << random.nextInt(8));
            assertRefused(bad, "byte " + at + " changed from " + good[at] + " to " + bad[at]);
        }
    }

    @Test
    void randomDamageIsRefused() throws IOException {
        Random random = random();
        for (int run = 0; run < 1500; run++) {
            byte[] bad = good.clone();
            String what = "run " + run;
            switch (random.nextInt(4)) {
                case 0 -> {
                    for (int i = random.nextInt(20); i >= 0; i--) {
                        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                    }
                }
                case 1 -> {
                    int from = random.nextInt(bad.length);
                    int to = random.nextInt(bad.length);
                    System.arraycopy(
                            good, from, bad, to, Math.min(random.nextInt(50) + 1, bad.length - Math.max(from, to)));
                }
                case 2 -> {
                    int from = random.nextInt(bad.length);
                    Arrays.fill(
                            bad, from, Math.min(bad.length, from + random.nextInt(100)), (byte) random.nextInt(256));
                }
                default -> {
                    int cut = random.nextInt(bad.length);
                    bad = ByteBuffer.allocate(bad.length + 1)
                            .put(good, 0, cut)
                            .put((byte) random.nextInt(256))
                            .put(good, cut, good.length - cut)
                            .array();
                }
            }
            if (!Arrays.equals(bad, good)) {
                if (!isRefused(bad, MEMORY_FACTOR, what)) {
                    ModelFileTest.assertSameModel(ModelFileTest.example(), ModelFile.read(file));
                }
            }
        }
    }

    /** Damage behind a right checksum, as somebody would make it who means harm. */
    @Test
    void changedSettingsAndGraphsWithARightChecksumAreReadOrRefused() throws IOException {
        Random random = random();
        ModelFile example = ModelFileTest.example();
        String content = "{\"settings\":" + JsonText.print(example.settings()) + ",\"graph\":"
                + JsonText.print(example.graph()) + "}";
        String alphabet = "{}[]\",:-0123456789.eE\\ truefalsn";
        int refused = 0;
        for (int run = 0; run < 1500; run++) {
            StringBuilder bad = new StringBuilder(content);
            for (int i = random.nextInt(3); i >= 0; i--) {
                bad.setCharAt(random.nextInt(bad.length()), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (isRefused(signed(bad.toString(), example), MEMORY_FACTOR, "run " + run + ": " + bad)) {
                refused++;
            }
        }
        assertTrue(refused > 500, "only " + refused + " were refused");
    }

    private static byte[] signed(String content, ModelFile model) {
        Map<String, String> metadata = Map.of("hebb.formatVersion", "1", "hebb", content);
        List<TensorData> tensors = List.copyOf(model.tensors().values());
        SafetensorsHeader header = SafetensorsHeader.of(metadata, tensors);
        ByteBuffer data = ByteBuffer.allocate(Math.toIntExact(
                        tensors.stream().mapToLong(TensorData::bytes).sum()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (TensorData tensor : SafetensorsHeader.ordered(tensors)) {
            ByteBuffer part = data.slice(data.position(), (int) tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            tensor.source().fill(0, part);
            data.position(data.position() + (int) tensor.bytes());
        }
        String sha256 = HexFormat.of().formatHex(header.digest().digest(data.array()));
        byte[] start = header.withSha256(sha256).toBytes();
        return ByteBuffer.allocate(start.length + data.capacity())
                .put(start)
                .put(data.array())
                .array();
    }

    @Test
    void signedFilesAreOtherwiseGood() throws IOException {
        ModelFile example = ModelFileTest.example();
        String content = "{\"settings\":" + JsonText.print(example.settings()) + ",\"graph\":"
                + JsonText.print(example.graph()) + "}";
        load(signed(content, example));
        ModelFileTest.assertSameModel(example, ModelFile.read(file));
    }

    private static byte[] raw(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }

    private static String tensor(String name, String dtype, String shape, String offsets) {
        return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets
                + "}";
    }

    @Test
    void everyRuleOfTheHeaderIsChecked() throws IOException {
        String a = tensor("a", "F32", "[2]", "[0,8]");
        String ok = "{" + a + "," + tensor("b", "F32", "[2]", "[8,16]") + "}";
        Files.write(file, raw(ok, 16));
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertEquals(2, open.tensors().size());
        }
        record Case(String header, String message) {}
        List<Case> cases = List.of(
                new Case("{" + a + "," + a + "}", "twice"),
                new Case("{" + a + "," + tensor("b", "F32", "[2]", "[0,8]") + "}", "data from byte 8 on"),
                new Case("{" + a + "," + tensor("b", "F32", "[2]", "[4,12]") + "}", "data from byte 8 on"),
                new Case("{" + a + "," + tensor("b", "F32", "[1]", "[12,16]") + "}", "data from byte 8 on"),
                new Case("{" + tensor("b", "F32", "[4]", "[16,0]") + "}", "data_offsets [from, until]"),
                new Case("{" + tensor("b", "F32", "[4]", "[-16,0]") + "}", "integers of 0 or more"),
                new Case("{" + tensor("b", "F32", "[4]", "[0,16,32]") + "}", "at most 2 numbers"),
                new Case("{" + tensor("b", "F32", "[4]", "[0]") + "}", "data_offsets [from, until]"),
                new Case("{" + tensor("b", "F32", "[4]", "[0,1.6e1]") + "}", "integers of 0 or more"),
                new Case("{" + tensor("b", "F32", "[5]", "[0,16]") + "}", "data_offsets that end at 20"),
                new Case("{" + tensor("b", "F32", "[-4]", "[0,16]") + "}", "integers of 0 or more"),
                new Case("{" + tensor("b", "F32", "[4611686018427387904]", "[0,16]") + "}", "2^63 bytes"),
                new Case("{" + tensor("b", "F32", "[4294967296,4294967297]", "[0,16]") + "}", "2^63 bytes"),
                new Case("{" + tensor("b", "F32", "[9223372036854775808]", "[0,16]") + "}", "at most 64 bits"),
                new Case(
                        "{" + tensor("b", "F32", "[0]", "[9223372036854775807,9223372036854775807]") + "}",
                        "data from byte 0 on"),
                new Case(
                        "{" + tensor("b", "BF16", "[8]", "[0,16]") + "}",
                        "dtype F64, F32 or I32 but got BF16 at tensor b"),
                new Case("{" + tensor("b", "F32", "[" + "1,".repeat(32) + "4]", "[0,16]") + "}", "at most 32"),
                new Case("{" + tensor("", "F32", "[4]", "[0,16]") + "}", "tensor name"),
                new Case(
                        "{\"b\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"x\":1}}",
                        "the fields dtype, shape and data_offsets"),
                new Case("{\"b\":{\"dtype\":\"F32\",\"shape\":[4]}}", "the fields"),
                new Case("{\"b\":{\"dtype\":4,\"shape\":[4],\"data_offsets\":[0,16]}}", "expected a text"),
                new Case("{\"b\":7}", "expected an object"),
                new Case("{\"__metadata__\":7}", "expected an object"),
                new Case("{\"__metadata__\":{\"x\":7}}", "expected a text"),
                new Case("{\"__metadata__\":{\"hebb.formatVersion\":\"one\"}}", "format version"),
                new Case("{}", "longer than it was written"),
                new Case("{\"a\":" + "[".repeat(100_000), "expected JSON"),
                new Case("{\"a\":" + "{\"a\":".repeat(1000) + "}", "expected JSON"),
                new Case("{\"\ud800\":1}", "expected"),
                new Case("{} {}", "more after it"),
                new Case("{'a':1}", "expected JSON"),
                new Case("{\"a\":NaN}", "expected JSON"),
                new Case("{\"a\":1e999}", "float64"),
                new Case("{\"a\":" + "1".repeat(1000) + "}", "expected JSON"));
        for (Case c : cases) {
            byte[] bytes = raw(c.header(), 16);
            assertRefused(bytes, c.header());
            Files.write(file, bytes);
            ModelFileException e = assertThrows(
                    ModelFileException.class, () -> SafetensorsFile.open(file).close());
            assertTrue(e.getMessage().contains(c.message()), () -> "'" + c.message() + "' not in: " + e.getMessage());
        }
    }

    @Test
    void hugeHeaderLengthsAllocateNothing() throws IOException {
        for (long length : new long[] {
            -1, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 32, good.length, good.length - 7, 1, 0
        }) {
            byte[] bad = good.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            assertTrue(isRefused(bad, 0, "a header length of " + length));
        }
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        byte[] utf16 = "{}      ".getBytes(StandardCharsets.UTF_16LE);
        byte[] bytes = ByteBuffer.allocate(8 + utf16.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(utf16.length)
                .put(utf16)
                .array();
        assertRefused(bytes, "UTF-16");
        byte[] invalid = raw("{\"a\":\"xx\"}", 0);
        invalid[14] = (byte) 0xC0;
        invalid[15] = (byte) 0x80;
        assertRefused(invalid, "overlong UTF-8");
    }

    @Test
    void aLargeFileTakesAtMostTwiceItsSize() throws IOException {
        float[] values = new float[2_000_000];
        Arrays.fill(values, 0.5f);
        ModelFile example = ModelFileTest.example();
        List<TensorData> tensors = new ArrayList<>(example.tensors().values());
        tensors.add(TensorData.of("large", Shape.of(1000, 2000), values));
        ModelFile.write(file, ModelFile.of(example.settings(), example.graph(), tensors));
        byte[] large = Files.readAllBytes(file);
        assertTrue(!isRefused(large, 2, "a large file"));
        assertTrue(isRefused(Arrays.copyOf(large, large.length - 1), 0, "a large file cut off"));
        large[large.length - 1] ^= 1;
        assertTrue(isRefused(large, 0, "a large file with a changed byte"));
    }

    /** Headers made to be small as text and large in memory. */
    @Test
    void denseJsonTakesASmallMultipleOfItsText() throws IOException {
        for (String unit : List.of(
                "[],",
                "{},",
                "[1,2],",
                "{\"a\":1},",
                "{\"\":{}},",
                "\"a\",",
                "1,",
                "12345,",
                "[[[[1]]]],",
                "-1.5,",
                "null,",
                "\"\\u0001\",")) {
            String list = "[" + unit.repeat(200_000 / unit.length()) + "0]";
            ModelFile example = ModelFileTest.example();
            assertDense(raw("{\"a\":" + list + "}", 0), unit);
            assertDense(signed("{\"settings\":{\"a\":" + list + "},\"graph\":null}", example), unit);
            assertDense(signed("{\"settings\":{},\"graph\":{\"nodes\":" + list + ",\"outputs\":{}}}", example), unit);
            String inputs =
                    "{\"input\":\"x\",\"kind\":\"FLOAT\",\"row\":[1]},{\"op\":{\"type\":\"Concatenate\",\"axis\":0},\"inputs\":["
                            + "0,".repeat(50_000) + "0]}";
            assertDense(
                    signed("{\"settings\":{},\"graph\":{\"nodes\":[" + inputs + "],\"outputs\":{}}}", example),
                    "inputs");
        }
        StringBuilder names = new StringBuilder("{");
        for (int i = 0; i < 20_000; i++) {
            names.append('"').append(Integer.toString(i, 36)).append("\":0,");
        }
        assertDense(raw(names + "\"z\":0}", 0), "names");
    }

    private void assertDense(byte[] bytes, String what) throws IOException {
        isRefused(bytes, HEADER_MEMORY_FACTOR, what);
    }

    private static Random random() {
        long seed = Long.getLong("tests.seed", 20_261_121L);
        System.out.println("tests.seed=" + seed);
        return new Random(seed);
    }
}
