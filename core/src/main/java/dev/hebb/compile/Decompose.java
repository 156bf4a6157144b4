package dev.hebb.compile;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Scope;
import dev.hebb.graph.Value;
import java.util.List;

/** Replaces every composite that the target has no kernel for by its definition. */
final class Decompose {
    private Decompose() {}

    static Graph of(Graph graph, Target target) {
        return Rewrite.of(graph, (node, inputs) -> lower(node, inputs, target));
    }

    private static List<Value> lower(Node node, List<Value> inputs, Target target) {
        if (node.op() instanceof CompositeOp op && !target.runs(op)) {
            Value definition = Scope.label(node.scope(), inputs, op.decompose(inputs));
            return Rewrite.of(
                    List.of(definition),
                    (inner, innerInputs) -> inputs.stream().anyMatch(input -> input.node() == inner)
                            ? inner.outputs()
                            : lower(inner, innerInputs, target));
        }
        return Rewrite.same(node, inputs);
    }
}
