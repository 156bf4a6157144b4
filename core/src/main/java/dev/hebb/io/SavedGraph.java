package dev.hebb.io;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A traced inference graph without its batch size: it can be built for any. Inputs and outputs have the batch as their first axis; states go by their names,
 * since what arena offsets they get is up to whoever loads them.
 *
 * @param entries each after those it reads
 * @param outputs by name
 */
public record SavedGraph(List<Entry> entries, Map<String, Ref> outputs) {
    /** A node. */
    public sealed interface Entry {
        /** The layer it belongs to; may be empty. */
        String scope();
    }

    /**
     * What is fed.
     *
     * @param row of one row, without the batch
     */
    public record InputEntry(String name, TensorType row, String scope) implements Entry {}

    /** A weight or saved statistic. */
    public record StateEntry(String name, String arena, TensorType type, String scope) implements Entry {}

    /** An op applied to outputs of entries before it. */
    public record OpEntry(Op op, List<Ref> inputs, String scope) implements Entry {
        public OpEntry {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * One output of an entry.
     *
     * @param entry its place in the list of entries
     */
    public record Ref(int entry, int output) {}

    /** @throws ModelFileException for a graph that does not build, or whose outputs do not follow the batch size, naming the op */
    public SavedGraph {
        entries = List.copyOf(entries);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        GraphBuilding.requireBatchFollows(entries, outputs);
    }

    /** The graph of {@code graph}, traced at any batch size. */
    public static SavedGraph of(Graph graph) {
        if (!graph.updates().isEmpty()) {
            throw new ModelFileException(
                    "expected an inference graph but got one with "
                            + graph.updates().size() + " updates",
                    "trace it for prediction");
        }
        List<Node> nodes = graph.nodes();
        IdentityHashMap<Node, Integer> places = new IdentityHashMap<>();
        Map<String, State> states = new HashMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Node node : nodes) {
            if (node.op() instanceof State state && !state.equals(states.getOrDefault(state.name(), state))) {
                throw new ModelFileException(
                        "expected one state per name but got " + state + " and " + states.get(state.name()),
                        "name them apart");
            } else if (node.op() instanceof State state) {
                states.put(state.name(), state);
            }
            entries.add(entry(node, places));
            places.put(node, places.size());
        }
        Map<String, Ref> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, ref(value, places)));
        SavedGraph saved = new SavedGraph(entries, outputs);
        saved.requireSameTypes(nodes);
        return saved;
    }

    private static Entry entry(Node node, IdentityHashMap<Node, Integer> places) {
        if (node.op() instanceof Input input) {
            if (input.type().shape().isScalar()) {
                throw new ModelFileException(
                        "expected inputs with the batch as their first axis but got " + input.type() + " at input "
                                + input.name(),
                        "make it a constant of the graph");
            }
            TensorType row = input.type().withShape(input.type().shape().without(0));
            return new InputEntry(input.name(), row, node.scope());
        } else if (node.op() instanceof State state) {
            return new StateEntry(state.name(), state.arena(), state.type(), node.scope());
        }
        return new OpEntry(
                node.op(),
                node.inputs().stream().map(input -> ref(input, places)).toList(),
                node.scope());
    }

    private static Ref ref(Value value, IdentityHashMap<Node, Integer> places) {
        Integer place = places.get(value.node());
        if (place == null) {
            throw new AssertionError("a node before its inputs: " + value);
        }
        return new Ref(place, value.index());
    }

    /** Refuses a graph that, built again at its own batch size, is another one: then a reduced or fixed axis is in truth the batch. */
    private void requireSameTypes(List<Node> nodes) {
        Optional<Long> batch = nodes.stream()
                .filter(node -> node.op() instanceof Input)
                .map(node -> node.types().get(0).shape().dim(0))
                .findFirst();
        if (batch.isEmpty()) {
            return;
        }
        List<List<Value>> built = GraphBuilding.build(entries, batch.get(), state -> Value.of(state));
        for (int i = 0; i < built.size(); i++) {
            List<TensorType> types = built.get(i).stream().map(Value::type).toList();
            if (!types.equals(nodes.get(i).types())) {
                throw new ModelFileException(
                        "expected inputs of one batch size but at batch " + batch.get() + " got " + types
                                + " in place of " + nodes.get(i),
                        "give every input the batch as its first axis");
            }
        }
    }

    /** What is fed, by name: the type of one row. */
    public Map<String, TensorType> inputs() {
        Map<String, TensorType> inputs = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof InputEntry input) {
                inputs.put(input.name(), input.row());
            }
        }
        return inputs;
    }

    /** The weights and statistics it reads, each once; the offsets put them one after another in their arenas. */
    public List<State> states() {
        return List.copyOf(states(entries).values());
    }

    static Map<String, State> states(List<Entry> entries) {
        Map<String, State> states = new LinkedHashMap<>();
        Map<String, Long> ends = new HashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof StateEntry state && !states.containsKey(state.name())) {
                long offset = ends.getOrDefault(state.arena(), 0L);
                states.put(state.name(), new State(state.arena(), offset, state.type(), state.name()));
                ends.put(
                        state.arena(),
                        Math.addExact(offset, state.type().shape().size()));
            }
        }
        return states;
    }

    /** The graph for a batch size, with the states of {@link #states()}. */
    public Graph rebuild(long batch) {
        return rebuild(batch, state -> Value.of(state));
    }

    /**
     * The graph for a batch size.
     *
     * @param places what stands for each state, of the same type; called with the states of {@link #states()}, once each
     */
    public Graph rebuild(long batch, Function<State, Value> places) {
        if (batch < 1) {
            throw new IllegalArgumentException("expected a batch of 1 row or more but got " + batch);
        }
        List<List<Value>> built = GraphBuilding.build(entries, batch, places);
        Map<String, Value> values = new LinkedHashMap<>();
        outputs.forEach((name, ref) -> values.put(name, built.get(ref.entry()).get(ref.output())));
        return Graph.of(values);
    }
}
