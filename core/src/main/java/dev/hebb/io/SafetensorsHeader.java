package dev.hebb.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The header of a safetensors file: {@code {"__metadata__": {name: text}, tensor: {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}}, padded with
 * spaces to a multiple of 8 bytes.
 *
 * <p>Source: the format of Hugging Face's safetensors, https://github.com/huggingface/safetensors.
 *
 * @param metadata texts by name
 * @param entries in the order of their bytes, without gaps
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorEntry> entries) {
    static final int MAX_BYTES = JsonText.MAX_CHARACTERS;
    static final String SHA256 = "hebb.sha256";
    static final String FORMAT_VERSION = "hebb.formatVersion";

    private static final String METADATA = "__metadata__";
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
    private static final int MAX_RANK = 32;
    private static final int MAX_NAME = 1024;
    private static final int ALIGNMENT = 8;

    /** Tensors laid out one after another, those of 8 bytes first, so that every one is aligned. */
    static SafetensorsHeader of(Map<String, String> metadata, List<TensorData> tensors) {
        List<TensorEntry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        long from = 0;
        for (TensorData tensor : ordered(tensors)) {
            requireName(tensor.name());
            if (!names.add(tensor.name())) {
                throw new ModelFileException("expected every tensor once but got '" + tensor.name() + "' twice", "");
            }
            if (tensor.shape().rank() > MAX_RANK) {
                throw badTensor(tensor.name(), "at most " + MAX_RANK + " axes", tensor.shape());
            }
            TensorEntry entry = new TensorEntry(tensor.name(), tensor.dataType(), tensor.shape(), from);
            entries.add(entry);
            from = entry.until();
        }
        return new SafetensorsHeader(new LinkedHashMap<>(metadata), entries);
    }

    static List<TensorData> ordered(List<TensorData> tensors) {
        return tensors.stream()
                .sorted(Comparator.comparingInt(
                        (TensorData tensor) -> -tensor.dataType().bytes()))
                .toList();
    }

    /**
     * @param json the header without its length
     * @param dataBytes how many bytes follow it
     * @param newest the newest format version that may be read, where the file has one
     * @throws ModelFileException for anything but a whole and consistent file
     */
    static SafetensorsHeader parse(String json, long dataBytes, int newest) {
        if (!(JsonText.parse(json) instanceof ObjectNode header)) {
            throw new ModelFileException("expected a JSON object as the header but got another value", "");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonNode texts = header.remove(METADATA);
        if (texts != null) {
            requireObject(METADATA, texts);
            texts.properties()
                    .forEach(text -> metadata.put(text.getKey(), requireText(text.getKey(), text.getValue())));
        }
        requireKnownVersion(metadata, newest);
        List<TensorEntry> entries = new ArrayList<>();
        header.properties().forEach(entry -> entries.add(entry(entry.getKey(), entry.getValue())));
        entries.sort(Comparator.comparingLong(TensorEntry::from).thenComparingLong(TensorEntry::until));
        requireContiguous(entries, dataBytes);
        return new SafetensorsHeader(metadata, entries);
    }

    private static void requireKnownVersion(Map<String, String> metadata, int newest) {
        String version = metadata.get(FORMAT_VERSION);
        if (version == null) {
            return;
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw new ModelFileException("expected a format version of 1 or more but got '" + clip(version) + "'", "");
        }
        if (Integer.parseInt(version) > newest) {
            throw new ModelFileException(
                    "expected format version at most " + newest + " but got " + version, "update Hebb");
        }
    }

    private static TensorEntry entry(String name, JsonNode json) {
        requireName(name);
        requireObject(name, json);
        Set<String> fields = new HashSet<>();
        json.fieldNames().forEachRemaining(fields::add);
        if (!fields.equals(FIELDS)) {
            throw badTensor(name, "the fields dtype, shape and data_offsets", clip(fields.toString()));
        }
        DataType dataType = dataType(name, requireText(name, json.path("dtype")));
        List<Long> dims = longs(name, json.path("shape"), MAX_RANK);
        List<Long> offsets = longs(name, json.path("data_offsets"), 2);
        if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
            throw badTensor(name, "data_offsets [from, until]", offsets);
        }
        try {
            TensorEntry entry = new TensorEntry(name, dataType, Shape.of(dims), offsets.get(0));
            if (entry.until() != offsets.get(1)) {
                String expected = "data_offsets that end at " + entry.until() + " for " + dataType + entry.shape();
                throw badTensor(name, expected, offsets);
            }
            return entry;
        } catch (ShapeException | ArithmeticException e) {
            throw badTensor(name, "a shape of at most 2^63 bytes", dims);
        }
    }

    private static void requireContiguous(List<TensorEntry> entries, long dataBytes) {
        long end = 0;
        for (TensorEntry entry : entries) {
            if (entry.from() != end) {
                throw badTensor(
                        entry.name(), "data from byte " + end + " on, where the tensor before it ends,", entry.from());
            }
            end = entry.until();
        }
        if (end != dataBytes) {
            throw new ModelFileException(
                    "expected " + end + " bytes of tensors but got " + dataBytes,
                    "the file is " + (dataBytes < end ? "cut off" : "longer than it was written")
                            + ": take another copy");
        }
    }

    private static DataType dataType(String name, String code) {
        return Arrays.stream(DataType.values())
                .filter(type -> code(type).equals(code))
                .findFirst()
                .orElseThrow(() -> badTensor(name, "dtype F64, F32 or I32", clip(code)));
    }

    private static String code(DataType type) {
        return (type == DataType.INT32 ? "I" : "F") + 8 * type.bytes();
    }

    private static List<Long> longs(String name, JsonNode json, int atMost) {
        if (!json.isArray() || json.size() > atMost) {
            throw badTensor(name, "a list of at most " + atMost + " numbers", RecordReader.shown(json));
        }
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : json) {
            if (!number.isIntegralNumber() || number.longValue() < 0) {
                throw badTensor(name, "integers of 0 or more", RecordReader.shown(number));
            }
            numbers.add(number.longValue());
        }
        return numbers;
    }

    private static void requireName(String name) {
        boolean fits = !name.isEmpty() && name.length() <= MAX_NAME && !name.equals(METADATA);
        if (!fits || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new ModelFileException(
                    "expected a tensor name of 1 to " + MAX_NAME + " characters but got '" + clip(name) + "'", "");
        }
    }

    private static void requireObject(String name, JsonNode json) {
        if (!json.isObject()) {
            throw new ModelFileException(
                    "expected an object but got " + RecordReader.shown(json) + " at " + clip(name), "");
        }
    }

    private static String requireText(String name, JsonNode json) {
        if (!json.isTextual()) {
            throw new ModelFileException(
                    "expected a text but got " + RecordReader.shown(json) + " at " + clip(name), "");
        }
        return json.textValue();
    }

    private static ModelFileException badTensor(String name, String expected, Object got) {
        return new ModelFileException("expected " + expected + " but got " + got + " at tensor " + clip(name), "");
    }

    static String clip(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "..";
    }

    /** The header as it stands in the file, with its length before it. */
    byte[] toBytes() {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        for (TensorEntry entry : entries) {
            ObjectNode json = header.putObject(entry.name());
            json.put("dtype", code(entry.dataType()));
            entry.shape().toList().forEach(json.putArray("shape")::add);
            json.putArray("data_offsets").add(entry.from()).add(entry.until());
        }
        byte[] text = JsonText.print(header).getBytes(StandardCharsets.UTF_8);
        int padded = Math.toIntExact((text.length + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT);
        if (padded > MAX_BYTES) {
            throw new ModelFileException(
                    "expected at most " + MAX_BYTES + " bytes of settings but got " + padded,
                    "store large tables as tensors");
        }
        byte[] bytes = Arrays.copyOf(text, padded);
        Arrays.fill(bytes, text.length, padded, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(bytes)
                .array();
    }

    /** The checksum the header carries. */
    Optional<String> sha256() {
        return Optional.ofNullable(metadata.get(SHA256));
    }

    SafetensorsHeader withSha256(String checksum) {
        Map<String, String> changed = new LinkedHashMap<>(metadata);
        changed.put(SHA256, checksum);
        return new SafetensorsHeader(changed, entries);
    }

    /** A checksum that holds all the header says except the checksum itself; the data is to be added. */
    MessageDigest digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Map<String, String> texts = new TreeMap<>(metadata);
            texts.remove(SHA256);
            texts.forEach((name, text) -> {
                update(digest, name);
                update(digest, text);
            });
            for (TensorEntry entry : entries) {
                update(digest, entry.name());
                update(digest, code(entry.dataType()) + entry.shape() + entry.from());
            }
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
