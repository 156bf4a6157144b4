package dev.hebb.nn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a topology of tensors: orders them, numbers them and names their layers.
 *
 * @param layers by name, in the order of first use
 */
record Wiring(Topology topology, Map<String, Layer> layers) {
    static Wiring of(List<Tensor> inputs, List<Tensor> outputs) {
        requireSome(inputs, outputs);
        List<NetworkInput> fed = inputs.stream().map(Wiring::input).toList();
        List<Tensor> order = order(inputs, outputs);
        Map<Layer, String> names = names(fed, order);
        Map<Tensor, Integer> numbers = new IdentityHashMap<>();
        inputs.forEach(input -> numbers.put(input, numbers.size()));
        List<Topology.Application> applications = new ArrayList<>();
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (Tensor tensor : order) {
            Layer layer = tensor.layer().orElseThrow();
            String name = names.getOrDefault(layer, "");
            layers.putIfAbsent(name, layer);
            applications.add(new Topology.Application(name, numbers(tensor.inputs(), numbers)));
            numbers.put(tensor, numbers.size());
        }
        Topology topology = new Topology(fed, applications, numbers(outputs, numbers));
        requireDistinctOutputs(topology);
        return new Wiring(topology, Collections.unmodifiableMap(layers));
    }

    /** The layer called {@code name}. */
    Layer layer(String name) {
        Layer layer = layers.get(name);
        if (layer == null) {
            throw new IllegalArgumentException(
                    "expected one of the layers " + layers.keySet() + " but got '" + name + "'");
        }
        return layer;
    }

    private static void requireSome(List<Tensor> inputs, List<Tensor> outputs) {
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new IllegalArgumentException("expected at least one input and one output of a network but got "
                    + inputs.size() + " inputs and " + outputs.size() + " outputs");
        }
        for (Tensor output : outputs) {
            if (output.layer().isEmpty()) {
                throw new IllegalArgumentException("expected results of layers as outputs but got input '"
                        + output.name() + "'; put a layer behind it, such as Activations.identity()");
            }
        }
    }

    private static NetworkInput input(Tensor tensor) {
        if (tensor.layer().isPresent()) {
            throw new IllegalArgumentException(
                    "expected tensors of Tensor.input(name, ..) as inputs but got the result of a "
                            + tensor.layer().get().kind() + " layer");
        }
        return new NetworkInput(tensor.name(), tensor.rowShape());
    }

    private static List<Integer> numbers(List<Tensor> tensors, Map<Tensor, Integer> numbers) {
        return tensors.stream().map(tensor -> numbers.getOrDefault(tensor, -1)).toList();
    }

    /** The results of layers that the outputs need, each after its inputs. */
    private static List<Tensor> order(List<Tensor> inputs, List<Tensor> outputs) {
        Set<Tensor> listed = identitySet();
        listed.addAll(inputs);
        Set<Tensor> done = identitySet();
        List<Tensor> order = new ArrayList<>();
        Deque<Tensor> open = new ArrayDeque<>();
        for (Tensor output : outputs) {
            open.push(output);
            while (!open.isEmpty()) {
                Tensor tensor = open.peek();
                int before = open.size();
                if (!done.contains(tensor)) {
                    requireListed(tensor, listed);
                    for (int i = tensor.inputs().size() - 1; i >= 0; i--) {
                        if (!done.contains(tensor.inputs().get(i))) {
                            open.push(tensor.inputs().get(i));
                        }
                    }
                }
                if (open.size() == before) {
                    open.pop();
                    if (done.add(tensor) && tensor.layer().isPresent()) {
                        order.add(tensor);
                    }
                }
            }
        }
        requireUsed(inputs, done);
        return order;
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void requireListed(Tensor tensor, Set<Tensor> listed) {
        if (tensor.layer().isEmpty() && !listed.contains(tensor)) {
            throw new IllegalArgumentException("expected only the inputs "
                    + listed.stream().map(Tensor::name).sorted().toList() + " but an output depends on input '"
                    + tensor.name() + "' too; list it among the inputs");
        }
    }

    private static void requireUsed(List<Tensor> inputs, Set<Tensor> used) {
        for (Tensor input : inputs) {
            if (!used.contains(input)) {
                throw new IllegalArgumentException("expected every input to reach an output but input '" + input.name()
                        + "' reaches none; leave it out or put a layer behind it");
            }
        }
    }

    /** Given names win; the others are numbered by kind, leaving out what is taken. */
    private static Map<Layer, String> names(List<NetworkInput> inputs, List<Tensor> order) {
        Set<String> taken = new HashSet<>();
        for (NetworkInput input : inputs) {
            if (!taken.add(input.name())) {
                throw duplicate("inputs", input.name());
            }
        }
        Set<Layer> layers = identitySet();
        for (Tensor tensor : order) {
            Layer layer = tensor.layer().orElseThrow();
            Optional<String> given = layers.add(layer) ? layer.givenName() : Optional.empty();
            if (given.isPresent() && !taken.add(given.get())) {
                throw duplicate("layers and inputs", given.get());
            }
        }
        Map<Layer, String> names = new IdentityHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Tensor tensor : order) {
            Layer layer = tensor.layer().orElseThrow();
            names.computeIfAbsent(
                    layer, unnamed -> unnamed.givenName().orElseGet(() -> next(unnamed.kind(), counts, taken)));
        }
        return names;
    }

    private static String next(String kind, Map<String, Integer> counts, Set<String> taken) {
        String name;
        do {
            name = kind + "_" + counts.merge(kind, 1, Integer::sum);
        } while (!taken.add(name));
        return name;
    }

    private static IllegalArgumentException duplicate(String what, String name) {
        return new IllegalArgumentException("expected distinct names of " + what + " but got '" + name + "' twice");
    }

    private static void requireDistinctOutputs(Topology topology) {
        Set<String> names = new HashSet<>();
        for (int output : topology.outputs()) {
            String name = topology.nameOf(output);
            if (!names.add(name)) {
                throw new IllegalArgumentException("expected outputs of different layers but got two of layer " + name
                        + "; put Activations.identity().named(..) behind one");
            }
        }
    }
}
