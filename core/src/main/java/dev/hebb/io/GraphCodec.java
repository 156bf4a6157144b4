package dev.hebb.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.graph.Op;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A saved graph to and from JSON: {@code {"nodes": [..], "outputs": {"y": 5}}}, where a node is an input
 * {@code {"input": "x", "kind": "FLOAT", "row": [8]}}, a state {@code {"state": "dense_1.kernel", "arena": "parameters", "kind": "FLOAT", "shape": [8, 4]}} or
 * an op {@code {"op": {"type": "Softmax", "axis": -1}, "inputs": [4], "scope": "dense_1"}}. A value is the number of its node, or {@code [node, output]} where
 * it is not the first output.
 *
 * <p>Errors: {@link ModelFileException} with the place, {@code nodes[3].op}.
 */
public final class GraphCodec {
    private final RecordCodec records;

    public GraphCodec(RecordCodec records) {
        this.records = records;
    }

    public JsonNode encode(SavedGraph graph) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode nodes = json.putArray("nodes");
        for (SavedGraph.Entry entry : graph.entries()) {
            nodes.add(encode(entry, "nodes[" + nodes.size() + "].op"));
        }
        ObjectNode outputs = json.putObject("outputs");
        graph.outputs().forEach((name, ref) -> outputs.set(name, encode(ref)));
        return json;
    }

    private ObjectNode encode(SavedGraph.Entry entry, String place) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (entry instanceof SavedGraph.InputEntry input) {
            json.put("input", input.name()).put("kind", input.row().kind().name());
            json.set("row", records.encode(Shape.class, input.row().shape()));
        } else if (entry instanceof SavedGraph.StateEntry state) {
            json.put("state", state.name())
                    .put("arena", state.arena())
                    .put("kind", state.type().kind().name());
            json.set("shape", records.encode(Shape.class, state.type().shape()));
        } else if (entry instanceof SavedGraph.OpEntry op) {
            try {
                json.set("op", records.encode(Op.class, op.op()));
            } catch (ModelFileException e) {
                throw e.at(place);
            }
            ArrayNode inputs = json.putArray("inputs");
            op.inputs().forEach(ref -> inputs.add(encode(ref)));
        } else {
            throw new AssertionError(entry);
        }
        if (!entry.scope().isEmpty()) {
            json.put("scope", entry.scope());
        }
        return json;
    }

    private static JsonNode encode(SavedGraph.Ref ref) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return ref.output() == 0
                ? nodes.numberNode(ref.entry())
                : nodes.arrayNode().add(ref.entry()).add(ref.output());
    }

    /** The graph, which is known to build at any batch size. */
    public SavedGraph decode(JsonNode json) {
        requireFields(json, Set.of("nodes", "outputs"), Set.of(), JsonPlace.root());
        List<SavedGraph.Entry> entries = new ArrayList<>();
        for (JsonNode node : json.path("nodes")) {
            entries.add(decodeEntry(node, JsonPlace.root().field("nodes").element(entries.size())));
        }
        JsonPlace at = JsonPlace.root().field("outputs");
        RecordReader.requireObject(json.path("outputs"), at);
        Map<String, SavedGraph.Ref> outputs = new LinkedHashMap<>();
        json.path("outputs")
                .properties()
                .forEach(output ->
                        outputs.put(output.getKey(), decodeRef(output.getValue(), at.field(output.getKey()))));
        return new SavedGraph(entries, outputs);
    }

    private SavedGraph.Entry decodeEntry(JsonNode json, JsonPlace at) {
        RecordReader.requireObject(json, at);
        String scope = json.has("scope") ? text(json, "scope", at) : "";
        if (json.has("input")) {
            requireFields(json, Set.of("input", "kind", "row"), Set.of("scope"), at);
            return new SavedGraph.InputEntry(text(json, "input", at), type(json, "row", at), scope);
        } else if (json.has("state")) {
            requireFields(json, Set.of("state", "arena", "kind", "shape"), Set.of("scope"), at);
            return new SavedGraph.StateEntry(
                    text(json, "state", at), text(json, "arena", at), type(json, "shape", at), scope);
        }
        requireFields(json, Set.of("op", "inputs"), Set.of("scope"), at);
        return new SavedGraph.OpEntry(op(json.path("op"), at), inputs(json.path("inputs"), at.field("inputs")), scope);
    }

    private Op op(JsonNode json, JsonPlace at) {
        try {
            return records.decode(Op.class, json);
        } catch (ModelFileException e) {
            throw e.at(at.field("op").toString().substring(" at ".length()));
        }
    }

    private static List<SavedGraph.Ref> inputs(JsonNode json, JsonPlace at) {
        if (!json.isArray()) {
            throw RecordReader.bad("a list of values", RecordReader.shown(json), at);
        }
        List<SavedGraph.Ref> inputs = new ArrayList<>();
        for (JsonNode input : json) {
            inputs.add(decodeRef(input, at));
        }
        return inputs;
    }

    private static SavedGraph.Ref decodeRef(JsonNode json, JsonPlace at) {
        if (json.isArray()
                && json.size() == 2
                && json.path(0).isInt()
                && json.path(1).isInt()) {
            return new SavedGraph.Ref(json.path(0).intValue(), json.path(1).intValue());
        } else if (json.isInt()) {
            return new SavedGraph.Ref(json.intValue(), 0);
        }
        throw RecordReader.bad("the number of a node or [node, output]", RecordReader.shown(json), at);
    }

    private static TensorType type(JsonNode json, String shape, JsonPlace at) {
        String kind = text(json, "kind", at);
        for (Kind known : Kind.values()) {
            if (known.name().equals(kind)) {
                return new TensorType(known, RecordReader.shape(json.path(shape), at.field(shape)));
            }
        }
        throw RecordReader.bad("the kind FLOAT or INT", "'" + SafetensorsHeader.clip(kind) + "'", at);
    }

    private static String text(JsonNode json, String field, JsonPlace at) {
        JsonNode text = json.path(field);
        if (!text.isTextual()) {
            throw RecordReader.bad("a text", RecordReader.shown(text), at.field(field));
        }
        return text.textValue();
    }

    private static void requireFields(JsonNode json, Set<String> required, Set<String> optional, JsonPlace at) {
        RecordReader.requireObject(json, at);
        for (String field : required) {
            if (!json.has(field)) {
                throw RecordReader.bad("the field '" + field + "'", "nothing", at);
            }
        }
        json.fieldNames().forEachRemaining(field -> {
            if (!required.contains(field) && !optional.contains(field)) {
                throw RecordReader.bad("only the fields " + required, "'" + SafetensorsHeader.clip(field) + "'", at);
            }
        });
    }
}
