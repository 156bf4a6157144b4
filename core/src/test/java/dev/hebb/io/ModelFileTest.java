package dev.hebb.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("model.safetensors");
    }

    /** Settings, a graph and tensors of every type; those of {@link SavedGraphTest#network}. */
    static ModelFile example() {
        ObjectNode settings = (ObjectNode) JsonText.parse("{\"name\":\"d\u00e9j\u00e0 \ud83d\ude00"
                + " \\\"vu\\\"\",\"seed\":-9223372036854775808,\"rate\":1e-3,\"layers\":[{\"type\":\"Dense\",\"units\":4}],\"labels\":[\"a\",\"\",\"b\\n"
                + "\"],\"missing\":null,\"on\":true}");
        JsonNode graph = new GraphCodec(RecordCodec.standard()).encode(SavedGraph.of(SavedGraphTest.network(3)));
        Random random = new Random(1);
        float[] kernel = new float[24];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) random.nextGaussian();
        }
        return ModelFile.of(
                settings,
                graph,
                List.of(
                        TensorData.of("dense_1.kernel", Shape.of(6, 4), kernel),
                        TensorData.of("vocabulary", Shape.of(3), new int[] {Integer.MIN_VALUE, 0, 7}),
                        TensorData.of("scaler.mean", Shape.of(2), new double[] {-0.0, Double.MIN_VALUE}),
                        TensorData.of(
                                "dense_1.bias", Shape.of(4), new float[] {0, -0f, Float.MAX_VALUE, Float.MIN_VALUE}),
                        TensorData.of("nothing", Shape.of(0, 5), new float[0]),
                        TensorData.of("temperature", Shape.SCALAR, new double[] {Math.PI})));
    }

    static void assertSameModel(ModelFile expected, ModelFile actual) {
        assertEquals(expected.settings(), actual.settings());
        assertEquals(expected.graph(), actual.graph());
        assertEquals(expected.tensors().keySet(), actual.tensors().keySet());
        expected.tensors().forEach((name, tensor) -> {
            TensorData other = actual.tensor(name);
            assertEquals(tensor.dataType(), other.dataType());
            assertEquals(tensor.shape(), other.shape());
            assertArrayEquals(bits(tensor), bits(other));
        });
    }

    private static long[] bits(TensorData tensor) {
        return Arrays.stream(tensor.toDoubles())
                .mapToLong(Double::doubleToRawLongBits)
                .toArray();
    }

    private ModelFileException assertRefused(String messagePart) {
        ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFile.read(file));
        assertTrue(e.getMessage().contains(messagePart), () -> "'" + messagePart + "' not in: " + e.getMessage());
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
        return e;
    }

    @Test
    void aModelComesBackBitForBit() {
        ModelFile.write(file, example());
        assertSameModel(example(), ModelFile.read(file));
        SavedGraphTest.assertSameGraph(
                SavedGraphTest.network(9),
                ModelFile.read(file).graph(RecordCodec.standard()).rebuild(9));
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        ModelFile.write(file, ModelFile.of(empty, JsonNodeFactory.instance.nullNode(), List.of()));
        assertEquals(Map.of(), ModelFile.read(file).tensors());
        assertTrue(ModelFile.read(file).graph().isNull());
    }

    @Test
    void oneModelGivesOneFileByteForByte() throws IOException {
        ModelFile.write(file, example());
        byte[] first = Files.readAllBytes(file);
        ModelFile.write(file, ModelFile.read(file));
        assertArrayEquals(first, Files.readAllBytes(file));
    }

    @Test
    void largeTensorsAreStreamedAndComeBackWhole() {
        int rows = 300_007;
        double[] doubles = new double[rows];
        int[] ints = new int[rows];
        for (int i = 0; i < rows; i++) {
            doubles[i] = Math.sin(i);
            ints[i] = i * 31;
        }
        ModelFile.write(
                file,
                ModelFile.of(
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.nullNode(),
                        List.of(
                                TensorData.floats("f", Shape.of(rows), (from, into, start, count) -> {
                                    for (int i = 0; i < count; i++) {
                                        into[start + i] = (float) doubles[(int) from + i];
                                    }
                                }),
                                TensorData.doubles(
                                        "d",
                                        Shape.of(rows),
                                        (from, into, start, count) ->
                                                System.arraycopy(doubles, (int) from, into, start, count)),
                                TensorData.of("i", Shape.of(rows), ints))));
        ModelFile back = ModelFile.read(file);
        assertArrayEquals(doubles, back.tensor("d").toDoubles());
        assertArrayEquals(ints, back.tensor("i").toInts());
        float[] floats = back.tensor("f").toFloats();
        for (int i = 0; i < rows; i++) {
            assertEquals((float) doubles[i], floats[i]);
        }
        assertEquals((float) doubles[rows - 1], back.tensor("d").toFloats()[rows - 1]);
        assertThrows(IllegalArgumentException.class, () -> back.tensor("d").toInts());
        assertThrows(ModelFileException.class, () -> back.tensor("g"));
        TensorData large = TensorData.of("x", Shape.of(1), new double[] {1e300});
        assertThrows(IllegalArgumentException.class, large::toFloats);
    }

    /** A parser of its own, written from the format's description: what other programs rely on. */
    @Test
    void theFileKeepsTheRulesOfSafetensors() throws IOException {
        ModelFile.write(file, example());
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(bytes.getLong());
        assertEquals(0, (Long.BYTES + length) % 8, "the data is aligned");
        byte[] text = new byte[length];
        bytes.get(text);
        assertEquals('{', text[0]);
        String header = new String(text, StandardCharsets.UTF_8);
        assertTrue(header.stripTrailing().endsWith("}"));
        assertEquals(
                header.stripTrailing().length(), header.replaceAll(" +$", "").length(), "padded with spaces only");
        JsonNode json = new ObjectMapper().readTree(header);
        json.path("__metadata__").forEach(value -> assertTrue(value.isTextual()));
        record Place(String name, long from, long until) {}
        List<Place> places = new ArrayList<>();
        json.properties().forEach(field -> {
            if (field.getKey().equals("__metadata__")) {
                return;
            }
            JsonNode entry = field.getValue();
            long size = entry.get("dtype").textValue().equals("F64") ? 8 : 4;
            long from = entry.get("data_offsets").get(0).longValue();
            long until = entry.get("data_offsets").get(1).longValue();
            assertEquals(0, from % size, "every tensor is aligned");
            for (JsonNode extent : entry.get("shape")) {
                size *= extent.longValue();
            }
            assertEquals(size, until - from);
            places.add(new Place(field.getKey(), from, until));
        });
        assertEquals(
                places,
                places.stream().sorted(Comparator.comparing(Place::from)).toList());
        long end = 0;
        for (Place place : places) {
            assertEquals(end, place.from());
            end = place.until();
        }
        assertEquals(bytes.limit(), Long.BYTES + length + end);
        int kernel = (int) places.stream()
                .filter(p -> p.name().equals("dense_1.kernel"))
                .findFirst()
                .orElseThrow()
                .from();
        assertEquals(
                example().tensor("dense_1.kernel").toFloats()[5], bytes.getFloat(Long.BYTES + length + kernel + 20));
    }

    @Test
    void filesOfOtherKindsAreNamed() throws IOException {
        assertRefused("there is no file");
        Files.createDirectory(file);
        assertRefused("got a directory");
        Files.delete(file);
        Map<String, String> messages = new LinkedHashMap<>();
        messages.put("89504e470d0a1a0a0000000d", "a PNG picture");
        messages.put("8004957800000000000000007d", "a Python pickle");
        messages.put("894844460d0a1a0a00000000", "an HDF5 file");
        messages.put("504b0304140000000800", "a ZIP archive");
        messages.put("7b226c6179657273223a205b315d7d", "a JSON text");
        messages.put("6e616d652c6167650a6164612c3336", "a text");
        messages.put("", "a file of 0 bytes");
        messages.put("010000", "a file of 3 bytes");
        messages.put("00".repeat(100), "damaged header");
        for (Map.Entry<String, String> kind : messages.entrySet()) {
            Files.write(file, HexFormat.of().parseHex(kind.getKey()));
            assertRefused(kind.getValue());
            assertRefused("pass a file that Model.save wrote");
        }
        if (Files.exists(Path.of("/dev/zero"))) {
            assertThrows(ModelFileException.class, () -> ModelFile.read(Path.of("/dev/zero")));
        }
    }

    @Test
    void aPlainSafetensorsFileIsReadableButNoModel() throws IOException {
        byte[] header = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}       "
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(header.length).put(header).putFloat(1.5f).putFloat(-2);
        Files.write(file, bytes.array());
        assertRefused("expected a model that Hebb saved but got a safetensors file");
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            assertArrayEquals(
                    new float[] {1.5f, -2}, open.read(open.tensors().get(0)).toFloats());
            assertThrows(ModelFileException.class, open::verify);
            TensorEntry outside = new TensorEntry("w", DataType.FLOAT32, Shape.of(3), 0);
            assertThrows(ModelFileException.class, () -> open.read(outside));
        }
    }

    @Test
    void aNewerFormatAsksForAnUpdate() throws IOException {
        ModelFile.write(file, example());
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\"hebb.formatVersion\":\"1\"") + "\"hebb.formatVersion\":\"".length();
        bytes[at] = '2';
        Files.write(file, bytes);
        assertEquals(
                "expected format version at most 1 but got 2 in " + file + "; update Hebb",
                assertRefused("update Hebb").getMessage());
    }

    @Test
    void notFiniteWeightsAreRefusedWhenSavedAndWhenLoaded() throws IOException {
        ModelFile.write(file, example());
        byte[] before = Files.readAllBytes(file);
        for (TensorData bad : List.of(
                TensorData.of("layer.w", Shape.of(2), new float[] {1, Float.NaN}),
                TensorData.of("layer.w", Shape.of(1, 2), new float[] {1, Float.NEGATIVE_INFINITY}),
                TensorData.of("layer.w", Shape.of(2), new double[] {1, Double.NaN}),
                TensorData.of("layer.w", Shape.of(2), new double[] {1, Double.POSITIVE_INFINITY}))) {
            ModelFile model = ModelFile.of(example().settings(), example().graph(), List.of(bad));
            ModelFileException e = assertThrows(ModelFileException.class, () -> ModelFile.write(file, model));
            assertTrue(e.getMessage().contains("element 1 of tensor layer.w in " + file), e.getMessage());
            assertArrayEquals(before, Files.readAllBytes(file));
        }
        Files.write(file, withNanAndRightChecksum());
        assertRefused("expected finite numbers but got NaN at element 0 of tensor w");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    private static byte[] withNanAndRightChecksum() {
        TensorData tensor = TensorData.of("w", Shape.of(1), new float[] {Float.NaN});
        SafetensorsHeader header = SafetensorsHeader.of(
                Map.of("hebb.formatVersion", "1", "hebb", "{\"settings\":{},\"graph\":null}"), List.of(tensor));
        byte[] data = ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(Float.NaN)
                .array();
        MessageDigest digest = header.digest();
        byte[] start =
                header.withSha256(HexFormat.of().formatHex(digest.digest(data))).toBytes();
        byte[] all = Arrays.copyOf(start, start.length + data.length);
        System.arraycopy(data, 0, all, start.length, data.length);
        return all;
    }

    @Test
    void aDiskThatFillsUpLeavesTheOldModel() throws IOException {
        ModelFile.write(file, example());
        Map<String, String> metadata = Map.of("hebb", "{}");
        List<TensorData> tensors = List.copyOf(example().tensors().values());
        AtomicFile.Body body = channel -> SafetensorsWriter.write(channel, metadata, tensors);
        int operations = new FaultyChannel.Count(file, body).operations();
        assertTrue(operations > tensors.size());
        for (int failing = 0; failing < operations; failing++) {
            int at = failing;
            ModelFileException e = assertThrows(
                    ModelFileException.class,
                    () -> AtomicFile.write(
                            file,
                            body,
                            written -> {},
                            path -> new FaultyChannel(path, at, () -> new IOException("No space left on device"))));
            assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
            assertSameModel(example(), ModelFile.read(file));
        }
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "needs Linux' /dev/full");
        try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
            assertThrows(IOException.class, () -> SafetensorsWriter.write(channel, metadata, tensors));
        }
    }

    @Test
    void settingsThatJsonCannotHoldAreRefusedWhenSaved() {
        ObjectNode nan = JsonNodeFactory.instance.objectNode().put("loss", Double.NaN);
        ObjectNode pojo = JsonNodeFactory.instance.objectNode().putPOJO("object", new Object());
        ObjectNode binary = JsonNodeFactory.instance.objectNode().put("bytes", new byte[3]);
        ObjectNode huge = JsonNodeFactory.instance.objectNode().put("big", BigInteger.TEN.pow(30));
        ObjectNode deep = JsonNodeFactory.instance.objectNode();
        ObjectNode inner = deep;
        for (int i = 0; i < 100; i++) {
            inner = inner.putObject("x");
        }
        for (ObjectNode settings : List.of(nan, pojo, binary, huge, deep)) {
            ModelFile model = ModelFile.of(settings, JsonNodeFactory.instance.nullNode(), List.of());
            assertThrows(ModelFileException.class, () -> ModelFile.write(file, model));
            assertFalse(Files.exists(file));
        }
    }

    @Test
    void tensorNamesThatCannotStandAreRefused() {
        for (String name : List.of("", "__metadata__", "x".repeat(2000), "half\ud83d")) {
            ModelFile model = ModelFile.of(
                    JsonNodeFactory.instance.objectNode(),
                    JsonNodeFactory.instance.nullNode(),
                    List.of(TensorData.of(name, Shape.of(1), new float[1])));
            assertThrows(ModelFileException.class, () -> ModelFile.write(file, model), name);
        }
        TensorData twice = TensorData.of("a", Shape.of(1), new float[1]);
        assertThrows(
                ModelFileException.class,
                () -> ModelFile.of(
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.nullNode(),
                        List.of(twice, twice)));
        assertThrows(IllegalArgumentException.class, () -> TensorData.of("a", Shape.of(2), new float[1]));
    }

    @Test
    void aGraphWhoseWeightsAreMissingOrOfOtherShapesIsRefused() {
        ModelFile whole = example();
        ModelFile without = ModelFile.of(whole.settings(), whole.graph(), List.of(whole.tensor("dense_1.kernel")));
        ModelFileException e = assertThrows(ModelFileException.class, () -> without.graph(RecordCodec.standard()));
        assertTrue(e.getMessage().contains("dense_1.bias"), e.getMessage());
        TensorData ints = TensorData.of("dense_1.bias", Shape.of(4), new int[4]);
        ModelFile wrong = ModelFile.of(whole.settings(), whole.graph(), List.of(whole.tensor("dense_1.kernel"), ints));
        assertThrows(ModelFileException.class, () -> wrong.graph(RecordCodec.standard()));
    }
}
