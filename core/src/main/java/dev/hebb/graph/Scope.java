package dev.hebb.graph;

import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Writes the name of a layer or stage on the nodes it made. */
public final class Scope {
    private Scope() {}

    /** {@code result} with every node between {@code inputs} and it belonging to {@code name}; an empty name changes nothing. */
    public static Value label(String name, List<Value> inputs, Value result) {
        if (name.isEmpty()) {
            return result;
        }
        Set<Node> outside = Collections.newSetFromMap(new IdentityHashMap<>());
        outside.addAll(Graph.nodes(inputs));
        Set<Value> given = new HashSet<>(inputs);
        if (given.contains(result)) {
            return result;
        }
        return Rewrite.of(
                        List.of(result),
                        (node, rewritten) -> outside.contains(node)
                                ? node.outputs()
                                : Node.of(node.op(), rewritten, name).outputs())
                .get(0);
    }
}
