package dev.hebb.nn;

import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the graph of a network for one batch size, layer after layer. Used once. */
final class Tracer {
    private static final int RANDOM_WORDS = 4;

    private final Wiring wiring;
    private final Parameters known;
    private final long batch;
    private final boolean isTraining;
    private final Value random = Value.input(Network.RANDOM, TensorType.ofInt(RANDOM_WORDS));
    private final Map<String, Value> parameters = new LinkedHashMap<>();
    private final Set<Node> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    private int masks;

    /** What is known of the parameters: where they lie, or, while a network is made, only which ones the layers ask for. */
    interface Parameters {
        /** The offset of a parameter; 0 where there is none yet. Refuses a shape other than that at first use. */
        long offset(String path, ParameterSpec spec);
    }

    Tracer(Wiring wiring, Parameters known, long batch, boolean isTraining) {
        this.wiring = wiring;
        this.known = known;
        this.batch = batch;
        this.isTraining = isTraining;
        shared.add(random.node());
    }

    /** The graph in which every one of {@code placed} has its value, needed or not. */
    Trace trace(List<Parameter> placed) {
        placed.forEach(parameter -> parameter(parameter.layer(), parameter.spec()));
        return named(results());
    }

    private Trace named(List<Value> tensors) {
        Topology topology = wiring.topology();
        Map<String, Value> inputs = new LinkedHashMap<>();
        Map<String, Value> layers = new LinkedHashMap<>();
        for (int tensor = 0; tensor < tensors.size(); tensor++) {
            boolean isInput = tensor < topology.inputs().size();
            (isInput ? inputs : layers).put(topology.nameOf(tensor), tensors.get(tensor));
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        topology.outputs().forEach(output -> outputs.put(topology.nameOf(output), tensors.get(output)));
        return new Trace(inputs, outputs, layers, parameters);
    }

    /** The values of all tensors of the topology. */
    List<Value> results() {
        List<Value> tensors = new ArrayList<>();
        for (NetworkInput input : wiring.topology().inputs()) {
            List<Long> dims = new ArrayList<>(List.of(batch));
            dims.addAll(input.rowShape().toList());
            tensors.add(Value.input(input.name(), TensorType.ofFloat(Shape.of(dims))));
        }
        for (Topology.Application application : wiring.topology().applications()) {
            List<Value> inputs = application.inputs().stream().map(tensors::get).toList();
            tensors.add(apply(application.layer(), inputs));
        }
        return tensors;
    }

    /**
     * A layer builds its nodes on inputs that carry its name, which new nodes inherit, so that a misfit in any of them names this layer and not the one
     * before; then the actual values take their place.
     */
    private Value apply(String name, List<Value> inputs) {
        Map<Node, List<Value>> actual = new IdentityHashMap<>();
        List<Value> places = new ArrayList<>();
        for (Value input : inputs) {
            Value place = leaf(new Input("in" + places.size(), input.type()), name);
            actual.put(place.node(), List.of(input));
            places.add(place);
        }
        Value result = forward(name, places);
        Rewrite.Rule rule = (node, rewritten) -> {
            List<Value> replaced = actual.get(node);
            if (replaced != null) {
                return replaced;
            }
            return shared.contains(node)
                    ? node.outputs()
                    : Node.of(node.op(), rewritten, name).outputs();
        };
        return Rewrite.of(List.of(result), rule).get(0);
    }

    private static Value leaf(Op op, String scope) {
        return Node.of(op, List.of(), scope).output();
    }

    private Value forward(String name, List<Value> inputs) {
        try {
            Value result = wiring.layer(name).forward(inputs, new Context(name));
            Shape shape = result.shape();
            if (shape.isScalar() || shape.dim(0) != batch) {
                throw new ShapeException("expected a result [batch, ..] but got " + shape + " for a batch of " + batch
                        + "; keep the batch as the first axis");
            }
            return result;
        } catch (ShapeException e) {
            throw located(e, name);
        }
    }

    /** The same error with the layer's name, before what to do. */
    private static ShapeException located(ShapeException e, String layer) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("at layer ")) {
            return e;
        }
        int toDo = message.indexOf("; ");
        String where = " at layer " + layer;
        return new ShapeException(
                toDo < 0 ? message + where : message.substring(0, toDo) + where + message.substring(toDo));
    }

    private Value parameter(String layer, ParameterSpec spec) {
        String path = layer + "/" + spec.name();
        long offset = known.offset(path, spec);
        return Optional.ofNullable(parameters.get(path)).orElseGet(() -> {
            State state = new State(Network.PARAMETERS, offset, TensorType.ofFloat(spec.shape()), path);
            Value value = leaf(state, layer);
            shared.add(value.node());
            parameters.put(path, value);
            return value;
        });
    }

    private final class Context implements LayerContext {
        private final String layer;

        Context(String layer) {
            this.layer = layer;
        }

        @Override
        public Value parameter(ParameterSpec spec) {
            return Tracer.this.parameter(layer, spec);
        }

        @Override
        public boolean isTraining() {
            return isTraining;
        }

        @Override
        public Value dropoutMask(double rate, Shape shape) {
            if (!isTraining) {
                throw new IllegalStateException(
                        "expected a dropout mask to be asked for only while training but got a graph for prediction"
                                + " at layer " + layer + "; look at isTraining() first");
            }
            return Value.of(new DropoutMask(rate, masks++, shape), random);
        }
    }
}
