package dev.hebb.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.graph.op.State;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Kind;
import dev.hebb.shape.TensorType;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a model file holds. On disk it is a safetensors file whose header has the format version, a SHA-256 over header and data, and the settings and
 * graph as one JSON text; the tensors are open to any program that reads the format.
 *
 * @param settings free JSON: layers, loss, optimizer, preprocessing, labels, history; not to be changed afterwards
 * @param graph the inference graph as {@link GraphCodec} writes it; JSON null for none
 * @param tensors by name, which a state of the graph shares with its tensor
 */
public record ModelFile(ObjectNode settings, JsonNode graph, Map<String, TensorData> tensors) {
    public static final int FORMAT_VERSION = 1;

    private static final String CONTENT = "hebb";
    private static final String SETTINGS = "settings";
    private static final String GRAPH = "graph";

    public ModelFile {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** @throws ModelFileException for a tensor name twice */
    public static ModelFile of(ObjectNode settings, JsonNode graph, Collection<TensorData> tensors) {
        Map<String, TensorData> byName = new LinkedHashMap<>();
        for (TensorData tensor : tensors) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw new ModelFileException("expected every tensor once but got '" + tensor.name() + "' twice", "");
            }
        }
        return new ModelFile(settings, graph, byName);
    }

    /**
     * Writes {@code model} whole or not at all; see {@link AtomicFile}. The file is read back and compared with its checksum before it takes the old one's
     * place.
     *
     * @throws ModelFileException for a full disk and the like, NaN or infinite weights, settings that JSON cannot hold; then an old file is unchanged
     */
    public static void write(Path file, ModelFile model) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.set(SETTINGS, model.settings);
        content.set(GRAPH, model.graph);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SafetensorsHeader.FORMAT_VERSION, Integer.toString(FORMAT_VERSION));
        AtomicFile.write(
                file,
                channel -> {
                    metadata.put(CONTENT, JsonText.print(content));
                    SafetensorsWriter.write(channel, metadata, List.copyOf(model.tensors.values()));
                },
                ModelFile::verify);
    }

    private static void verify(Path written) {
        try (SafetensorsFile file = SafetensorsFile.open(written, FORMAT_VERSION)) {
            file.verify();
            content(file, written);
        }
    }

    /**
     * Reads a whole file into memory: about the size of the file, and some 40 bytes per character of settings and graph.
     *
     * @throws ModelFileException for a file that is missing, of another kind, damaged, cut off, too long or newer, and one with NaN or infinite weights
     */
    public static ModelFile read(Path file) {
        try (SafetensorsFile open = SafetensorsFile.open(file, FORMAT_VERSION)) {
            requireHebb(open, file);
            open.verify();
            ObjectNode content = content(open, file);
            Map<String, TensorData> tensors = new LinkedHashMap<>();
            for (TensorEntry entry : open.tensors()) {
                tensors.put(entry.name(), open.read(entry));
            }
            return new ModelFile((ObjectNode) content.path(SETTINGS), content.path(GRAPH), tensors);
        }
    }

    private static void requireHebb(SafetensorsFile file, Path path) {
        if (!file.metadata().keySet().containsAll(List.of(SafetensorsHeader.FORMAT_VERSION, CONTENT))) {
            throw new ModelFileException(
                            "expected a model that Hebb saved but got a safetensors file with the metadata "
                                    + SafetensorsHeader.clip(
                                            file.metadata().keySet().toString()),
                            "build the model and set its weights from this file's tensors")
                    .in(path);
        }
    }

    private static ObjectNode content(SafetensorsFile file, Path path) {
        try {
            return content(file.metadata().getOrDefault(CONTENT, ""));
        } catch (ModelFileException e) {
            throw e.in(path);
        }
    }

    private static ObjectNode content(String text) {
        if (JsonText.parse(text) instanceof ObjectNode object
                && object.size() == 2
                && object.path(SETTINGS).isObject()
                && object.has(GRAPH)) {
            return object;
        }
        throw new ModelFileException("expected the settings and the graph of a model but got other JSON", "");
    }

    /** The tensor {@code name}. */
    public TensorData tensor(String name) {
        TensorData tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelFileException(
                    "expected the tensor " + SafetensorsHeader.clip(name) + " but the file has none of that name", "");
        }
        return tensor;
    }

    /** The graph, all of whose states have their tensors in the file. */
    public SavedGraph graph(RecordCodec records) {
        SavedGraph decoded = new GraphCodec(records).decode(graph);
        for (State state : decoded.states()) {
            TensorData tensor = tensor(state.name());
            Kind kind = tensor.dataType() == DataType.INT32 ? Kind.INT : Kind.FLOAT;
            TensorType type = new TensorType(kind, tensor.shape());
            if (!type.equals(state.type())) {
                throw new ModelFileException(
                        "expected " + state.type() + " but got " + type + " at tensor " + state.name(), "");
            }
        }
        return decoded;
    }
}
