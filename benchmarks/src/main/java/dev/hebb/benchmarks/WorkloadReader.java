package dev.hebb.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads workloads from JSON, strictly: a key that is unknown, missing, double or of another type is an error. */
public final class WorkloadReader {
    private static final String NAME = "name";
    private static final String LAYERS = "layers";
    private static final String ACT = "act";
    private static final String OUT_ACT = "out_act";
    private static final String LOSS = "loss";
    private static final String OPT = "opt";
    private static final String LR = "lr";
    private static final String BATCH = "batch";
    private static final String STEPS = "steps";
    private static final List<String> KEYS = List.of(NAME, LAYERS, ACT, OUT_ACT, LOSS, OPT, LR, BATCH, STEPS);

    private final JsonNode node;
    private final String where;

    private WorkloadReader(JsonNode node, String where) {
        this.node = node;
        this.where = where;
    }

    /**
     * Reads a list of workloads.
     *
     * @throws BenchmarkException naming the file, the workload and the key
     */
    public static List<Workload> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new BenchmarkException("expected a readable file of workloads but got " + file + ": " + e, e);
        }
        JsonNode root = parse(text, file.toString());
        if (!root.isArray() || root.isEmpty()) {
            throw new BenchmarkException(
                    "expected a list of one or more workloads but got " + kind(root) + " in " + file);
        }
        List<Workload> workloads = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode item : root) {
            Workload workload = read(item, "workload " + (workloads.size() + 1) + " of " + file);
            if (!names.add(workload.name())) {
                throw new BenchmarkException(
                        "expected names that differ but got '" + workload.name() + "' twice in " + file);
            }
            workloads.add(workload);
        }
        return workloads;
    }

    private static JsonNode parse(String text, String where) {
        ObjectMapper mapper = new ObjectMapper()
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BenchmarkException(
                    "expected JSON but got: " + e.getOriginalMessage() + " at line "
                            + Optional.ofNullable(e.getLocation())
                                    .map(at -> at.getLineNr())
                                    .orElse(0) + " of " + where,
                    e);
        }
    }

    /** Reads one workload as {@link #json} writes it. */
    static Workload read(JsonNode node, String where) {
        return new WorkloadReader(node, where).workload();
    }

    private Workload workload() {
        if (!node.isObject()) {
            throw wrong("an object", kind(node));
        }
        node.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                throw wrong("one of the keys " + KEYS, "'" + key + "'");
            }
        });
        List<Integer> layers = new ArrayList<>();
        JsonNode sizes = get(LAYERS, JsonNode::isArray, "a list of sizes");
        for (int i = 0; i < sizes.size(); i++) {
            layers.add(whole(sizes.get(i), LAYERS));
        }
        return new Workload(
                text(NAME),
                layers,
                text(ACT),
                node.has(OUT_ACT) ? Optional.of(text(OUT_ACT)) : Optional.empty(),
                word(LOSS, Workload.LossKind.values()),
                word(OPT, Workload.Rule.values()),
                get(LR, JsonNode::isNumber, "a number").doubleValue(),
                whole(get(BATCH, JsonNode::isNumber, "a whole number"), BATCH),
                whole(get(STEPS, JsonNode::isNumber, "a whole number"), STEPS));
    }

    private JsonNode get(String key, Predicate<JsonNode> isRight, String expected) {
        JsonNode value = node.path(key);
        if (!isRight.test(value)) {
            throw wrong(expected + " in " + key, kind(value));
        }
        return value;
    }

    private String text(String key) {
        return get(key, JsonNode::isTextual, "text").textValue();
    }

    private int whole(JsonNode value, String key) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong("a whole number in " + key, value.toString());
        }
        return value.intValue();
    }

    private <E extends Enum<E>> E word(String key, E[] values) {
        String word = text(key);
        return Arrays.stream(values)
                .filter(value -> word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> wrong(
                        "one of "
                                + Arrays.stream(values)
                                        .map(WorkloadReader::word)
                                        .toList() + " in " + key,
                        "'" + word + "'"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private BenchmarkException wrong(String expected, String got) {
        return new BenchmarkException("expected " + expected + " but got " + got + " in " + where);
    }

    private static String kind(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.isContainerNode() ? "another structure" : value.toString();
    }

    /** The workload as a file has it. */
    static ObjectNode json(Workload workload) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put(NAME, workload.name());
        workload.layers().forEach(json.putArray(LAYERS)::add);
        json.put(ACT, workload.activation());
        workload.outputActivation().ifPresent(name -> json.put(OUT_ACT, name));
        return json.put(LOSS, word(workload.loss()))
                .put(OPT, word(workload.rule()))
                .put(LR, workload.learningRate())
                .put(BATCH, workload.batch())
                .put(STEPS, workload.steps());
    }
}
