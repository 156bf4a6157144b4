package dev.hebb.nn;

import dev.hebb.random.RandomStream;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Layers that are connected, named, and checked: any acyclic graph of them. It holds no weights, only where they lie; from it the graphs of training and
 * prediction are made. Immutable.
 *
 * <p>Layers without a name are called after their kind and number, {@code dense_1}, in the order of the connections. One layer instance that is used
 * several times is one layer with one set of parameters. Outputs are called after their layer.
 */
public final class Network {
    /** The arena that holds all parameters. */
    public static final String PARAMETERS = "parameters";

    /** The graph input that random layers draw from: INT [4] of seed low, seed high, step and first row. */
    public static final String RANDOM = "random";

    /** The name of the one input of a sequential network. */
    public static final String SEQUENTIAL_INPUT = "input";

    /** What the engine feeds itself; no input of a network may be called so. */
    static final List<String> RESERVED_INPUTS = List.of(RANDOM, "weights", "scale", "learning_rate", "step");

    /** The largest array of the JVM. */
    static final long MAX_PARAMETER_SIZE = Integer.MAX_VALUE - 8L;

    private final Wiring wiring;
    private final List<Shape> rowShapes;
    private final ParameterLayout layout;
    private final Map<String, Parameter> byPath;

    private Network(Wiring wiring) {
        this.wiring = wiring;
        Discovery.Found found = Discovery.of(wiring);
        this.rowShapes = found.rowShapes();
        this.layout = ParameterLayout.of(found.specs());
        this.byPath = layout.parameters().stream()
                .collect(Collectors.toUnmodifiableMap(Parameter::path, parameter -> parameter));
    }

    /**
     * The network between {@code inputs} and {@code outputs}, both in the order in which data is given and taken.
     *
     * @throws IllegalArgumentException for inputs that lead nowhere or are missing, and names that stand for two things
     * @throws dev.hebb.shape.ShapeException where layers do not fit one another: expected, got, which layer, what to do
     */
    public static Network of(List<Tensor> inputs, List<Tensor> outputs) {
        return new Network(Wiring.of(inputs, outputs));
    }

    /** The network that a class of the user's defines; called once. */
    public static Network of(List<Tensor> inputs, Definition definition) {
        return of(inputs, definition.call(inputs));
    }

    /** Layers one after another, behind an input of {@code rowShape} called {@link #SEQUENTIAL_INPUT}. */
    public static Network sequential(Shape rowShape, List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("expected at least one layer but got none");
        }
        Tensor input = Tensor.input(SEQUENTIAL_INPUT, rowShape);
        Tensor last = input;
        for (Layer layer : layers) {
            last = layer.apply(last);
        }
        return of(List.of(input), List.of(last));
    }

    /** A network from what a file holds: the connections, and the layers by name. */
    public static Network of(Topology topology, Map<String, Layer> layers) {
        Map<String, Layer> named = new HashMap<>();
        List<Tensor> tensors = new ArrayList<>();
        topology.inputs().forEach(input -> tensors.add(Tensor.input(input.name(), input.rowShape())));
        for (Topology.Application application : topology.applications()) {
            Layer layer = layers.get(application.layer());
            if (layer == null) {
                throw new IllegalArgumentException("expected a layer for every name of the topology but got none for '"
                        + application.layer() + "' among " + layers.keySet());
            }
            Layer one = named.computeIfAbsent(application.layer(), Named.unwrap(layer)::named);
            tensors.add(Tensor.of(
                    one, application.inputs().stream().map(tensors::get).toList()));
        }
        List<Tensor> inputs = tensors.subList(0, topology.inputs().size());
        return of(inputs, topology.outputs().stream().map(tensors::get).toList());
    }

    public List<NetworkInput> inputs() {
        return wiring.topology().inputs();
    }

    public List<String> outputNames() {
        return List.copyOf(outputShapes().keySet());
    }

    /** The shapes of one row of each output, by name. */
    public Map<String, Shape> outputShapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        Topology topology = wiring.topology();
        topology.outputs().forEach(output -> shapes.put(topology.nameOf(output), rowShapes.get(output)));
        return Collections.unmodifiableMap(shapes);
    }

    /** How the layers are connected. */
    public Topology topology() {
        return wiring.topology();
    }

    /** The layers in the order of their first use. */
    public List<LayerEntry> layers() {
        return wiring.layers().keySet().stream().map(this::layer).toList();
    }

    /**
     * One layer.
     *
     * @throws IllegalArgumentException where there is none of this name
     */
    public LayerEntry layer(String name) {
        Layer layer = Named.unwrap(wiring.layer(name));
        List<Topology.Application> applications = wiring.topology().applications();
        List<Integer> uses = IntStream.range(0, applications.size())
                .filter(i -> applications.get(i).layer().equals(name))
                .boxed()
                .toList();
        int last = inputs().size() + uses.get(uses.size() - 1);
        long count = parameters().stream()
                .filter(p -> p.layer().equals(name))
                .mapToLong(Parameter::size)
                .sum();
        return new LayerEntry(
                name,
                layer,
                uses.stream().map(i -> applications.get(i).inputs()).toList(),
                rowShapes.get(last),
                count);
    }

    /** All parameters in network order: by layer, and within a layer as it asks for them. */
    public List<Parameter> parameters() {
        return layout.parameters();
    }

    /** One parameter by its path, {@code dense_1/kernel}. */
    public Parameter parameter(String path) {
        Parameter parameter = byPath.get(path);
        if (parameter == null) {
            throw new IllegalArgumentException("expected one of the parameters "
                    + parameters().stream().map(Parameter::path).toList() + " but got '" + path + "'");
        }
        return parameter;
    }

    /** The parameters in the order of the arena, by the rules that apply to them. */
    public List<ParameterGroup> groups() {
        return layout.groups();
    }

    /** The length of the arena of all parameters, with padding. */
    public long arenaElements() {
        return layout.elements();
    }

    /** The number of weights, without padding. */
    public long parameterCount() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    /**
     * The graph for batches of {@code batch} rows. Every node carries the name of its layer as scope.
     *
     * @param training whether random layers are active
     */
    public Trace trace(long batch, boolean training) {
        if (batch < 1) {
            throw new IllegalArgumentException("expected a batch of 1 or more rows but got " + batch);
        }
        return new Tracer(wiring, this::offset, batch, training).trace(parameters());
    }

    private long offset(String path, ParameterSpec spec) {
        Parameter parameter = parameter(path);
        if (!parameter.spec().shape().equals(spec.shape())) {
            throw new IllegalStateException("expected " + parameter.spec().shape()
                    + ", as when the network was made, but got " + spec.shape() + " for parameter " + path
                    + "; its shape may depend on nothing but the layer and its row shape");
        }
        return parameter.offset();
    }

    /**
     * The initial weights, parameter by parameter in network order; each depends on the seed and its place only.
     *
     * @param sink takes the parameter and its weights, row-major
     */
    public void initialize(long seed, BiConsumer<Parameter, double[]> sink) {
        List<Parameter> parameters = parameters();
        for (int ordinal = 0; ordinal < parameters.size(); ordinal++) {
            Parameter parameter = parameters.get(ordinal);
            double[] weights = new double[Math.toIntExact(parameter.size())];
            RandomStream random = new RandomStream(seed, RandomStream.Purpose.INITIAL_WEIGHTS, ordinal);
            parameter.spec().initializer().fill(weights, parameter.spec().shape(), random);
            sink.accept(parameter, weights);
        }
    }

    /** The layers as a table for people, 80 characters wide. */
    public String summary() {
        return summary(Summary.DEFAULT_WIDTH, Precision.FLOAT32, Map.of());
    }

    /**
     * The layers as a table for people.
     *
     * @param width in characters, 40 or more; long texts continue on a second line
     * @param precision of the parameters, for their bytes
     * @param memory bytes by what they are for, written below the table
     */
    public String summary(int width, Precision precision, Map<String, Long> memory) {
        return new Summary(this, width, precision, memory).text();
    }

    @Override
    public String toString() {
        return "Network" + inputs().stream().map(NetworkInput::name).toList() + " -> " + outputNames() + ", "
                + wiring.layers().size() + " layers, " + parameterCount() + " parameters";
    }
}
