package dev.hebb.model;

import dev.hebb.graph.Graph;
import dev.hebb.nn.Network;
import dev.hebb.nn.NetworkInput;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What prediction needs of a model: from layers, or from a graph that was read from a file.
 *
 * @param outputShapes row shape by output name
 * @param arenaElements of the parameters
 * @param graph for a number of rows: outputs by name, parameters as states of the arena {@code parameters}
 */
record Inference(
        List<NetworkInput> inputs, Map<String, Shape> outputShapes, long arenaElements, LongFunction<Graph> graph) {
    static Inference of(Network network) {
        return new Inference(
                network.inputs(),
                network.outputShapes(),
                network.arenaElements(),
                rows -> Graph.of(network.trace(rows, false).outputs()));
    }
}
