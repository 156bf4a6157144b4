package dev.hebb.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.Input;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What holds for every layer, without a backend. */
final class LayerContract {
    private LayerContract() {}

    /** A network of {@code layer} alone, behind inputs of {@code rowShapes}; its result is {@code rowShape} and it has {@code parameters} weights. */
    static Network check(Layer layer, Shape rowShape, long parameters, Shape... rowShapes) {
        Network network = alone(layer, rowShapes);
        LayerEntry entry = network.layers().get(0);
        assertEquals(layer.kind() + "_1", entry.name());
        assertEquals(rowShape, entry.rowShape());
        assertEquals(parameters, entry.parameterCount());
        assertEquals(parameters, network.parameterCount());
        for (boolean training : List.of(true, false)) {
            for (long batch : new long[] {1, 2, 7}) {
                checkTrace(network, network.trace(batch, training), batch, rowShape);
            }
        }
        checkOps(network);
        checkRestored(network);
        return network;
    }

    static Network alone(Layer layer, Shape... rowShapes) {
        Tensor[] inputs = new Tensor[rowShapes.length];
        Arrays.setAll(inputs, i -> Tensor.input("x" + i, rowShapes[i]));
        return Network.of(List.of(inputs), List.of(layer.apply(inputs)));
    }

    private static void checkTrace(Network network, Trace trace, long batch, Shape rowShape) {
        Value result = trace.outputs().values().iterator().next();
        assertEquals(batch, result.shape().dim(0));
        assertEquals(rowShape, result.shape().without(0));
        String name = network.layers().get(0).name();
        for (Node node : Graph.nodes(List.of(result))) {
            assertEquals(node.op() instanceof Input ? "" : name, node.scope(), node.toString());
        }
        trace.parameters().forEach((path, value) -> {
            assertTrue(path.startsWith(name + "/"), path);
            assertEquals(network.parameter(path).spec().shape(), value.shape());
        });
    }

    /** No op may hold the batch size: the ops of two sizes are the same, but for masks, which must. */
    private static void checkOps(Network network) {
        assertEquals(ops(network.trace(5, false)), ops(network.trace(11, false)));
    }

    private static List<Object> ops(Trace trace) {
        List<Object> ops = new ArrayList<>();
        for (Node node : Graph.nodes(List.copyOf(trace.outputs().values()))) {
            if (!(node.op() instanceof Input) && !(node.op() instanceof DropoutMask)) {
                ops.add(node.op());
            }
        }
        return ops;
    }

    private static void checkRestored(Network network) {
        Map<String, Layer> layers =
                Map.of(network.layers().get(0).name(), network.layers().get(0).layer());
        Network restored = Network.of(network.topology(), layers);
        assertNotSame(network, restored);
        assertEquals(network.topology(), restored.topology());
        assertEquals(network.layers(), restored.layers());
        assertEquals(network.parameters(), restored.parameters());
        assertEquals(ops(network.trace(4, false)), ops(restored.trace(4, false)));
    }
}
