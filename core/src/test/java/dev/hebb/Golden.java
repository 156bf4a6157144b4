package dev.hebb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hebb.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/**
 * The numbers of other implementations that the engine is held to: files of {@code resources/golden}, or of the folder that the system property
 * {@code golden.dir} names, and the list of cases that nothing implements yet.
 */
public final class Golden {
    private static final String SKIPS = "/golden-skips.txt";

    /** A tensor of a golden file; compared by its elements, never as a record. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Tensor(Shape shape, double[] data) {}

    private Golden() {}

    /** The content of a golden file, such as {@code losses.json}. */
    public static JsonNode read(String file) {
        try (InputStream in = open(file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("expected a golden file " + file, e);
        }
    }

    private static @Nullable String folder() {
        return System.getProperty("golden.dir");
    }

    private static InputStream open(String file) throws IOException {
        String folder = folder();
        return folder == null ? resource("/golden/" + file) : Files.newInputStream(Path.of(folder, file));
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Golden.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("expected the test resource " + name + " but it is missing");
        }
        return in;
    }

    /** A tensor {@code {"shape": [..], "data": [..]}}, an array of numbers (of arrays, ..) or a number. */
    public static Tensor tensor(JsonNode json) {
        if (json.has("shape")) {
            return new Tensor(Shape.of(numbersAsLongs(json.get("shape"))), numbers(json.get("data")));
        }
        List<Long> dims = new ArrayList<>();
        for (JsonNode level = json; level.isArray(); level = level.get(0)) {
            dims.add((long) level.size());
        }
        return new Tensor(Shape.of(dims), numbers(json));
    }

    private static long[] numbersAsLongs(JsonNode json) {
        long[] result = new long[json.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = json.get(i).asLong();
        }
        return result;
    }

    /** All numbers below {@code json}, in order. */
    public static double[] numbers(JsonNode json) {
        List<Double> all = new ArrayList<>();
        collect(json, all);
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode json, List<Double> all) {
        if (json.isArray()) {
            json.forEach(item -> collect(item, all));
        } else if (json.isNumber()) {
            all.add(json.asDouble());
        } else {
            fail("expected a number but got " + json);
        }
    }

    /** Holds {@code |got - want| <= tolerance max|want|} for every element. */
    public static void assertClose(String what, double[] want, double[] got, double tolerance) {
        assertEquals(want.length, got.length, () -> what + ": number of elements");
        double largest = 0;
        for (double w : want) {
            largest = Math.max(largest, Math.abs(w));
        }
        for (int i = 0; i < want.length; i++) {
            boolean close = Math.abs(got[i] - want[i]) <= tolerance * largest;
            if (!close) {
                fail(what + ": expected " + want[i] + " but got " + got[i] + " at element " + i + " (tolerance "
                        + tolerance * largest + ")");
            }
        }
    }

    /**
     * One test per case of a file. A case that {@code find} knows must pass and may not stand in the list of skips; one that it does not know must stand
     * there, with a reason, and is reported as skipped.
     *
     * @param cases an array of objects with a {@code name}
     * @param find the check of a case, by its name; empty where nothing implements it
     */
    public static Stream<DynamicTest> tests(
            String file, JsonNode cases, Function<JsonNode, Optional<Executable>> find) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        cases.forEach(one -> byName.put(one.get("name").asText(), one));
        List<DynamicTest> tests = new ArrayList<>();
        byName.forEach((name, one) -> tests.add(dynamicTest(file + ":" + name, check(file, name, find.apply(one)))));
        if (folder() == null) {
            tests.add(dynamicTest(file + ": every skip names a case", () -> refuseUnknownSkips(file, byName)));
        }
        return tests.stream();
    }

    private static Executable check(String file, String name, Optional<Executable> test) {
        String reason = skips().get(file + ":" + name);
        if (test.isPresent() && reason != null) {
            return () -> fail(file + ":" + name + " is implemented; remove it from golden-skips.txt");
        } else if (test.isEmpty() && reason == null) {
            return () -> fail("expected a check of " + file + ":" + name + " or a line in golden-skips.txt");
        }
        return test.orElse(() -> Assumptions.abort("not yet: " + reason));
    }

    private static void refuseUnknownSkips(String file, Map<String, JsonNode> cases) {
        for (String skip : skips().keySet()) {
            if (skip.startsWith(file + ":") && !cases.containsKey(skip.substring(file.length() + 1))) {
                fail("expected a case of " + file + " but got " + skip + " in golden-skips.txt");
            }
        }
    }

    /** The cases that nothing implements yet, {@code file:case}, and why. */
    public static Map<String, String> skips() {
        Map<String, String> skips = new LinkedHashMap<>();
        try (InputStream in = resource(SKIPS)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int comment = line.indexOf(" #");
                    if (comment < 0) {
                        throw new IllegalStateException(
                                "expected 'file:case  # reason' in golden-skips.txt but got '" + line + "'");
                    }
                    skips.put(
                            line.substring(0, comment).trim(),
                            line.substring(comment + 2).trim());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return skips;
    }
}
