package dev.hebb.compile;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives equal ops on the same values one node. Random ops carry an ordinal, so equal dropouts stay apart. */
final class CommonSubexpressions {
    private record Key(Op op, List<Value> inputs) {}

    private CommonSubexpressions() {}

    static Graph of(Graph graph) {
        Map<Key, List<Value>> seen = new HashMap<>();
        return Rewrite.of(
                graph,
                (node, inputs) -> seen.computeIfAbsent(new Key(node.op(), inputs), key -> rebuilt(node, inputs)));
    }

    private static List<Value> rebuilt(Node node, List<Value> inputs) {
        return Rewrite.same(node, inputs);
    }
}
