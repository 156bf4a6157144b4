package dev.hebb.nn;

import static dev.hebb.nn.Activations.relu;
import static dev.hebb.nn.Activations.softmax;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static List<String> names(Network network) {
        return network.layers().stream().map(LayerEntry::name).toList();
    }

    @Test
    void layersAreNumberedByKindInOrderAndGivenNamesWin() {
        Network network = Network.sequential(
                Shape.of(4),
                List.of(
                        Dense.of(8, relu()),
                        Dropout.of(0.2),
                        Dense.of(8).named("dense_2"),
                        relu(),
                        Dense.of(8),
                        Dense.of(3, softmax()).named("kind")));
        assertEquals(List.of("dense_1", "dropout_1", "dense_2", "relu_1", "dense_3", "kind"), names(network));
        assertEquals(List.of("kind"), network.outputNames());
        assertEquals(Map.of("kind", Shape.of(3)), network.outputShapes());
        assertEquals(List.of(new NetworkInput("input", Shape.of(4))), network.inputs());
        assertEquals("Network[input] -> [kind], 6 layers, 211 parameters", network.toString());
    }

    @Test
    void anyAcyclicGraphIsANetwork() {
        Tensor a = Tensor.input("a", 4);
        Tensor b = Tensor.input("b", 2);
        Tensor hidden = Dense.of(3, relu()).apply(Tensor.concatenate(-1, a, b));
        Tensor kind = Dense.of(2, softmax()).named("kind").apply(hidden);
        Tensor size = Dense.of(1).named("size").apply(hidden);
        Network network = Network.of(List.of(b, a), List.of(kind, size));
        assertEquals(
                List.of("b", "a"),
                network.inputs().stream().map(NetworkInput::name).toList());
        assertEquals(List.of("kind", "size"), network.outputNames());
        Topology topology = new Topology(
                network.inputs(),
                List.of(
                        new Topology.Application("concatenate_1", List.of(1, 0)),
                        new Topology.Application("dense_1", List.of(2)),
                        new Topology.Application("kind", List.of(3)),
                        new Topology.Application("size", List.of(3))),
                List.of(4, 5));
        assertEquals(topology, network.topology());
        assertFalse(topology.isSequential());
        Trace trace = network.trace(5, true);
        assertEquals(List.of("kind", "size"), List.copyOf(trace.outputs().keySet()));
        assertEquals(
                List.of("concatenate_1", "dense_1", "kind", "size"),
                List.copyOf(trace.layers().keySet()));
        assertEquals(TensorType.ofFloat(5, 4), value(trace.inputs(), "a").type());
        assertEquals(Shape.of(5, 6), value(trace.layers(), "concatenate_1").shape());
    }

    private static Value value(Map<String, Value> values, String name) {
        return java.util.Objects.requireNonNull(values.get(name));
    }

    @Test
    void oneInstanceUsedTwiceIsOneLayer() {
        Dense encoder = Dense.of(3);
        Tensor a = Tensor.input("a", 4);
        Tensor b = Tensor.input("b", 4);
        Tensor sum = encoder.apply(a).plus(encoder.apply(b));
        Network network = Network.of(List.of(a, b), List.of(sum));
        assertEquals(List.of("dense_1", "add_1"), names(network));
        assertEquals(15, network.parameterCount());
        assertEquals(List.of(List.of(0), List.of(1)), network.layer("dense_1").uses());
        Trace trace = network.trace(2, true);
        List<Value> kernels = Graph.nodes(List.of(value(trace.outputs(), "add_1"))).stream()
                .filter(node -> node.op() instanceof MatrixProduct)
                .map(node -> node.input(1))
                .toList();
        assertEquals(2, kernels.size());
        assertSame(trace.parameter("dense_1/kernel"), kernels.get(0));
        assertSame(kernels.get(0), kernels.get(1));
    }

    @Test
    void equalInstancesAndNamedOnesShareNothing() {
        Dense dense = Dense.of(4);
        Network network =
                Network.sequential(Shape.of(4), List.of(dense, Dense.of(4), dense.named("a"), dense.named("b")));
        assertEquals(List.of("dense_1", "dense_2", "a", "b"), names(network));
        assertEquals(80, network.parameterCount());
    }

    @Test
    void parametersLieInGroupsOfOneRuleAtAlignedOffsets() {
        Network network = Network.sequential(
                Shape.of(3),
                List.of(
                        Dense.of(5).withPenalty(Penalty.ridgeMean(1)),
                        Dense.of(3).withPenalty(Penalty.ridgeMean(1)),
                        Dense.of(7),
                        Dense.of(17).withoutBias()));
        assertEquals(
                List.of(
                        "dense_1/kernel",
                        "dense_1/bias",
                        "dense_2/kernel",
                        "dense_2/bias",
                        "dense_3/kernel",
                        "dense_3/bias",
                        "dense_4/kernel"),
                network.parameters().stream().map(Parameter::path).toList());
        assertEquals(3, network.groups().size(), "both ridges have 15 weights, so they are one rule as sums");
        ParameterGroup ridge = network.groups().get(0);
        assertEquals(Penalty.l2(0.5 / 15), ridge.penalty());
        assertEquals(ParameterSpec.Role.KERNEL, ridge.role());
        assertEquals(List.of("dense_1/kernel", "dense_2/kernel"), paths(ridge));
        assertEquals(ParameterSpec.Role.BIAS, network.groups().get(1).role());
        assertEquals(
                List.of("dense_1/bias", "dense_2/bias", "dense_3/bias"),
                paths(network.groups().get(1)));
        assertEquals(
                List.of("dense_3/kernel", "dense_4/kernel"),
                paths(network.groups().get(2)));
        long end = 0;
        for (ParameterGroup group : network.groups()) {
            assertEquals(end, group.offset());
            for (Parameter parameter : group.parameters()) {
                assertEquals(end, parameter.offset());
                assertEquals(0, parameter.offset() % ParameterLayout.ALIGNMENT);
                assertSame(parameter, network.parameter(parameter.path()));
                end = (parameter.offset() + parameter.size() + 15) / 16 * 16;
            }
            assertEquals(end, group.offset() + group.length());
        }
        assertEquals(end, network.arenaElements());
        assertEquals(3 * 5 + 5 + 5 * 3 + 3 + 3 * 7 + 7 + 7 * 17, network.parameterCount());
    }

    private static List<String> paths(ParameterGroup group) {
        return group.parameters().stream().map(Parameter::path).toList();
    }

    @Test
    void nodesCarryTheLayerThatMadeThem() {
        Network network = Network.sequential(
                Shape.of(4), List.of(Dense.of(3, softmax()), Dropout.of(0.5), Flatten.of(), Dense.of(2)));
        Trace trace = network.trace(6, true);
        for (Node node : Graph.nodes(List.of(value(trace.layers(), "dense_2")))) {
            boolean isFed = node.inputs().isEmpty()
                    && !(node.op() instanceof State)
                    && !node.op().name().contains("constant");
            assertEquals(isFed, node.scope().isEmpty(), node.toString());
            if (node.op() instanceof State state) {
                assertEquals(state.name().substring(0, state.name().indexOf('/')), node.scope());
            }
        }
        assertEquals("dense_1", value(trace.layers(), "dense_1").node().scope());
        assertEquals("dropout_1", value(trace.layers(), "dropout_1").node().scope());
        assertSame(value(trace.layers(), "dropout_1"), value(trace.layers(), "flatten_1"), "it has nothing to do");
        assertEquals("dense_2", value(trace.layers(), "dense_2").node().scope());
    }

    @Test
    void statesNameThePlacesOfTheirParameters() {
        Network network = Network.sequential(Shape.of(4), List.of(Dense.of(3), Dense.of(2)));
        Trace trace = network.trace(1, false);
        assertEquals(
                network.parameters().stream().map(Parameter::path).toList(),
                List.copyOf(trace.parameters().keySet()));
        for (Parameter parameter : network.parameters()) {
            assertEquals(
                    new State(
                            "parameters",
                            parameter.offset(),
                            TensorType.ofFloat(parameter.spec().shape()),
                            parameter.path()),
                    trace.parameter(parameter.path()).node().op());
        }
    }

    @Test
    void initialWeightsDependOnSeedAndPlaceOnly() {
        Network network = Network.sequential(Shape.of(4), List.of(Dense.of(4), Dense.of(4)));
        Network longer = Network.sequential(Shape.of(4), List.of(Dense.of(4), Dense.of(4), Dense.of(9)));
        Map<String, double[]> first = weights(network, 1);
        Map<String, double[]> again = weights(longer, 1);
        first.forEach((path, weights) -> assertArrayEquals(weights, again.get(path), path));
        assertFalse(Arrays.equals(first.get("dense_1/kernel"), first.get("dense_2/kernel")));
        assertFalse(
                Arrays.equals(first.get("dense_1/kernel"), weights(network, 2).get("dense_1/kernel")));
        assertArrayEquals(new double[4], first.get("dense_1/bias"));
    }

    private static Map<String, double[]> weights(Network network, long seed) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        network.initialize(seed, (parameter, values) -> weights.put(parameter.path(), values));
        return weights;
    }

    /** A model as a class: the same hidden layer twice. */
    private static final class Recurrent implements Definition.Single {
        private final Dense hidden = Dense.of(4, relu());
        private final Dense output = Dense.of(2);

        @Override
        public Tensor call(Tensor x) {
            return output.apply(hidden.apply(hidden.apply(x)).plus(x));
        }
    }

    @Test
    void aClassDefinesANetwork() {
        Network network = Network.of(List.of(Tensor.input("x", 4)), new Recurrent());
        assertEquals(List.of("dense_1", "add_1", "dense_2"), names(network));
        assertEquals(20 + 10, network.parameterCount());
        Tensor a = Tensor.input("a", 2);
        Tensor b = Tensor.input("b", 2);
        Definition swap = inputs -> List.of(relu().apply(inputs.get(1)), relu().apply(inputs.get(0)));
        assertEquals(
                List.of("relu_1", "relu_2"), Network.of(List.of(a, b), swap).outputNames());
    }

    @Test
    void theTopologyAndTheLayersGiveTheNetworkBack() {
        Dense shared = Dense.of(3, relu());
        Tensor x = Tensor.input("x", 3);
        Tensor side = shared.apply(shared.apply(x));
        Tensor y = Dense.of(1)
                .named("y")
                .apply(Tensor.concatenate(1, side, Dropout.of(0.5).apply(x)));
        Network network = Network.of(List.of(x), List.of(y, side));
        Map<String, Layer> layers = new LinkedHashMap<>();
        network.layers().forEach(entry -> layers.put(entry.name(), entry.layer()));
        Network restored = Network.of(network.topology(), layers);
        assertEquals(network.topology(), restored.topology());
        assertEquals(network.layers(), restored.layers());
        assertEquals(network.groups(), restored.groups());
        assertEquals(network.summary(), restored.summary());
    }

    @Test
    void aDeepNetworkNeedsNoDeepStack() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            layers.add(relu());
        }
        Network network = Network.sequential(Shape.of(2), layers);
        assertEquals("relu_3000", network.outputNames().get(0));
        double[] y = new Oracle()
                .feed("input", -1, 2)
                .evaluate(value(network.trace(1, false).layers(), "relu_2"));
        assertArrayEquals(new double[] {0, 2}, y);
    }

    @Test
    void aNetworkWithoutParametersHasAnEmptyArena() {
        Network network = Network.sequential(Shape.of(2), List.of(relu()));
        assertEquals(0, network.arenaElements());
        assertEquals(List.of(), network.groups());
        assertTrue(network.topology().isSequential());
        assertNotEquals(network.trace(1, true).outputs(), network.trace(1, true).outputs(), "a trace is new nodes");
    }
}
