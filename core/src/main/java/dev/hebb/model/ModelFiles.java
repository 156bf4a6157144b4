package dev.hebb.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hebb.backend.Backend;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.State;
import dev.hebb.io.GraphCodec;
import dev.hebb.io.ModelFile;
import dev.hebb.io.ModelFileException;
import dev.hebb.io.RecordCodec;
import dev.hebb.io.SavedGraph;
import dev.hebb.io.TensorData;
import dev.hebb.metric.Metric;
import dev.hebb.nn.Layer;
import dev.hebb.nn.LayerEntry;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Losses;
import dev.hebb.nn.Network;
import dev.hebb.nn.NetworkInput;
import dev.hebb.nn.OutputLosses;
import dev.hebb.nn.Parameter;
import dev.hebb.nn.Topology;
import dev.hebb.optim.Clipping;
import dev.hebb.optim.Optimizer;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import dev.hebb.train.Learner;
import dev.hebb.train.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What of a model stands where in its file. */
final class ModelFiles {
    private static final String SEED = "seed";
    private static final String PRECISION = "precision";
    private static final String TOPOLOGY = "topology";
    private static final String LAYERS = "layers";
    private static final String ATTACHMENT = "attachment";
    private static final String OPTIMIZER = "optimizer";
    private static final String CLIPPING = "clipping";
    private static final String LOSSES = "losses";
    private static final String METRICS = "metrics";
    /** Left out where there are no choices. */
    private static final String TUNING = "tuning";

    private static final int TRACED_ROWS = 2;

    private ModelFiles() {}

    static void save(Model model, Path file) {
        RecordCodec records = RecordCodec.standard();
        Network network = model.network();
        SavedGraph graph =
                SavedGraph.of(PortableGraph.of(Inference.of(network).graph().apply(TRACED_ROWS)));
        List<TensorData> tensors = tensors(model); // opens the backend, whose choices are among the settings
        ModelFile.write(file, ModelFile.of(settings(model, records), new GraphCodec(records).encode(graph), tensors));
    }

    private static ObjectNode settings(Model model, RecordCodec records) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put(SEED, model.seed());
        settings.put(PRECISION, model.precision().name());
        settings.set(TOPOLOGY, records.encode(Topology.class, model.network().topology()));
        ObjectNode layers = settings.putObject(LAYERS);
        for (LayerEntry entry : model.network().layers()) {
            layers.set(entry.name(), layer(entry, records));
        }
        settings.set(ATTACHMENT, records.encode(Attachment.class, model.attachment()));
        model.compiledFor().ifPresent(objective -> objective(objective, settings, records));
        model.tuning()
                .forEach(
                        (problem, choice) -> settings.withObjectProperty(TUNING).put(problem, choice));
        return settings;
    }

    /** A layer that cannot be written down, such as a lambda, stands as null: the graph has what it computes. */
    private static JsonNode layer(LayerEntry entry, RecordCodec records) {
        try {
            return records.with(OwnRecords.of(entry.layer())).encode(Layer.class, entry.layer());
        } catch (ModelFileException | IllegalArgumentException e) {
            return JsonNodeFactory.instance.nullNode();
        }
    }

    /** What the model is compiled for is saved as a whole or not at all: with a loss of the user's the loaded model is to be compiled again. */
    private static void objective(Objective objective, ObjectNode settings, RecordCodec engine) {
        if (!objective.losses().values().stream().allMatch(share -> isOfEngine(share.loss()))) {
            return;
        }
        ObjectNode saved = JsonNodeFactory.instance.objectNode();
        try {
            RecordCodec records = engine.with(
                    OwnRecords.of(List.of(objective.optimizer(), objective.clipping(), objective.metrics())));
            saved.set(OPTIMIZER, records.encode(Optimizer.class, objective.optimizer()));
            saved.set(CLIPPING, records.encode(Clipping.class, objective.clipping()));
            ObjectNode losses = saved.putObject(LOSSES);
            objective
                    .losses()
                    .forEach((output, share) -> losses.putObject(output)
                            .put("name", share.loss().name())
                            .put("weight", share.weight()));
            ObjectNode metrics = saved.putObject(METRICS);
            objective.metrics().forEach((output, list) -> metrics.set(output, records.encodeAll(Metric.class, list)));
        } catch (ModelFileException | IllegalArgumentException e) {
            return; // an optimizer or metric that is no record of plain data
        }
        settings.setAll(saved);
    }

    /** Whether the name alone brings this loss back: it may be a user's under a name of the engine's. */
    private static boolean isOfEngine(Loss loss) {
        return Losses.named(loss.name())
                .filter(known -> known.targets() == loss.targets()
                        && known.expects() == loss.expects()
                        && op(known).equals(op(loss)))
                .isPresent();
    }

    private static Op op(Loss loss) {
        TensorType predictions = TensorType.ofFloat(TRACED_ROWS, 2);
        TensorType targets = loss.targets() == Loss.Targets.CLASSES ? TensorType.ofInt(TRACED_ROWS) : predictions;
        return loss.rows()
                .apply(Value.input("prediction", predictions), Value.input("target", targets))
                .node()
                .op();
    }

    private static List<TensorData> tensors(Model model) {
        Learner learner = model.learner();
        double[] all = learner.allParameters();
        List<TensorData> tensors = new ArrayList<>();
        for (Parameter parameter : model.network().parameters()) {
            int from = Math.toIntExact(parameter.offset());
            int until = Math.toIntExact(parameter.offset() + parameter.size());
            tensors.add(tensor(parameter, Arrays.copyOfRange(all, from, until), model.precision()));
        }
        return tensors;
    }

    private static TensorData tensor(Parameter parameter, double[] values, Precision precision) {
        if (precision == Precision.FLOAT64) {
            return TensorData.of(parameter.path(), parameter.spec().shape(), values);
        }
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return TensorData.of(parameter.path(), parameter.spec().shape(), narrow);
    }

    static Model load(Path path, List<Class<?>> classes) {
        RecordCodec records = RecordCodec.standard().with(classes);
        ModelFile file = ModelFile.read(path);
        try {
            return load(file, records);
        } catch (ModelFileException e) {
            throw e.in(path);
        }
    }

    private static Model load(ModelFile file, RecordCodec records) {
        Network network = network(file, records);
        Model model = new NetworkModel(network)
                .seed(file.settings().path(SEED).asLong())
                .precision(precision(file));
        model.tune(tuning(file));
        try {
            model.attach(attachment(file, records));
            for (Parameter parameter : network.parameters()) {
                TensorData tensor = file.tensor(parameter.path());
                if (!tensor.shape().equals(parameter.spec().shape())) {
                    throw new ModelFileException(
                            "expected " + parameter.spec().shape() + " but got " + tensor.shape() + " for "
                                    + parameter.path(),
                            "the layers of the file do not go with its weights; save the model again");
                }
                model.learner().setParameter(parameter.path(), tensor.toDoubles());
            }
            compile(model, file, records);
            return model;
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private static Network network(ModelFile file, RecordCodec records) {
        Map<String, Layer> layers = new LinkedHashMap<>();
        file.settings().path(LAYERS).properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                throw new ModelFileException(
                        "expected every layer's settings but layer " + entry.getKey()
                                + " has none: it is no record of plain data",
                        "load it with Predictor.load to predict, or build the model in code and set its weights");
            }
            layers.put(entry.getKey(), decode(Layer.class, entry.getValue(), records, "layer " + entry.getKey()));
        });
        try {
            return Network.of(records.decode(Topology.class, file.settings().path(TOPOLOGY)), layers);
        } catch (ModelFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(
                    "expected layers that fit together but got a file in which they do not: " + e.getMessage(),
                    "save the model again",
                    e);
        }
    }

    private static <T> T decode(Class<T> type, JsonNode json, RecordCodec records, String place) {
        try {
            return records.decode(type, json);
        } catch (ModelFileException e) {
            throw e.at(place);
        }
    }

    private static void compile(Model model, ModelFile file, RecordCodec records) {
        JsonNode optimizer = file.settings().path(OPTIMIZER);
        if (!optimizer.isObject()) {
            return;
        }
        Map<String, OutputLosses.Share> losses = new LinkedHashMap<>();
        file.settings().path(LOSSES).properties().forEach(entry -> {
            Loss loss = Losses.named(entry.getValue().path("name").asText())
                    .orElseThrow(() -> new ModelFileException(
                            "expected a known loss but got " + entry.getValue().path("name"),
                            "the file is damaged; save the model again"));
            losses.put(
                    entry.getKey(),
                    new OutputLosses.Share(loss, entry.getValue().path("weight").asDouble()));
        });
        Map<String, List<Metric>> metrics = new LinkedHashMap<>();
        file.settings()
                .path(METRICS)
                .properties()
                .forEach(entry -> metrics.put(
                        entry.getKey(), metrics(entry.getValue(), records, "metrics of output " + entry.getKey())));
        try {
            model.clipping(decode(Clipping.class, file.settings().path(CLIPPING), records, CLIPPING));
            model.compile(decode(Optimizer.class, optimizer, records, OPTIMIZER), new OutputLosses(losses), metrics);
        } catch (ModelFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException(
                    "expected a loss that goes with the model but got a file in which it does not: " + e.getMessage(),
                    "save the model again",
                    e);
        }
    }

    private static List<Metric> metrics(JsonNode json, RecordCodec records, String place) {
        try {
            return records.decodeAll(Metric.class, json);
        } catch (ModelFileException e) {
            throw e.at(place);
        }
    }

    private static Precision precision(ModelFile file) {
        String name = file.settings().path(PRECISION).asText();
        return Arrays.stream(Precision.values())
                .filter(precision -> precision.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelFileException(
                        "expected a precision among " + Arrays.toString(Precision.values()) + " but got '" + name + "'",
                        "save the model again"));
    }

    private static Attachment attachment(ModelFile file, RecordCodec records) {
        JsonNode attachment = file.settings().path(ATTACHMENT);
        return attachment.isObject() ? records.decode(Attachment.class, attachment) : Attachment.NONE;
    }

    private static Map<String, String> tuning(ModelFile file) {
        Map<String, String> choices = new LinkedHashMap<>();
        file.settings()
                .path(TUNING)
                .properties()
                .forEach(entry -> choices.put(entry.getKey(), entry.getValue().asText()));
        return choices;
    }

    /** @param backend closed with the predictor, or here where loading fails */
    static Predictor loadPredictor(Path path, Backend backend) {
        try {
            ModelFile file = ModelFile.read(path);
            backend.tune(tuning(file));
            return predictor(file, backend);
        } catch (ModelFileException e) {
            backend.close();
            throw e.in(path);
        } catch (RuntimeException | Error e) {
            backend.close();
            throw e;
        }
    }

    private static Predictor predictor(ModelFile file, Backend backend) {
        RecordCodec records = RecordCodec.standard();
        SavedGraph graph = file.graph(records);
        Map<String, State> places = new LinkedHashMap<>();
        long end = 0;
        for (State state : graph.states()) {
            places.put(state.name(), new State(Network.PARAMETERS, end, state.type(), state.name()));
            end = Math.addExact(end, state.type().shape().size());
        }
        double[] parameters = new double[Math.toIntExact(Math.max(1, end))];
        places.forEach((name, state) -> {
            double[] values = file.tensor(name).toDoubles();
            System.arraycopy(values, 0, parameters, Math.toIntExact(state.offset()), values.length);
        });
        List<NetworkInput> inputs =
                records.decode(Topology.class, file.settings().path(TOPOLOGY)).inputs();
        Inference inference = new Inference(
                inputs,
                outputShapes(graph),
                parameters.length,
                rows -> graph.rebuild(rows, state -> Value.of(placed(places, state))));
        return Predictor.of(inference, parameters, precision(file), backend, attachment(file, records));
    }

    private static State placed(Map<String, State> places, State state) {
        return Optional.ofNullable(places.get(state.name())).orElseThrow();
    }

    private static Map<String, Shape> outputShapes(SavedGraph graph) {
        Graph traced = graph.rebuild(TRACED_ROWS);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        traced.outputs().forEach((name, value) -> shapes.put(name, value.shape().without(0)));
        return shapes;
    }
}
