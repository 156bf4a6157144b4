package dev.hebb.model;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Scope;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Input;
import java.util.List;

/** A graph in the engine's own ops: users' elementwise ops as their expressions, their composites as their definitions. So a file needs none of their code. */
final class PortableGraph {
    private PortableGraph() {}

    static Graph of(Graph graph) {
        return Rewrite.of(graph, PortableGraph::portable);
    }

    private static List<Value> portable(Node node, List<Value> inputs) {
        boolean isEngines = node.op().getClass().getPackage() == Input.class.getPackage();
        if (!isEngines && node.op() instanceof ElementwiseOp op) {
            return Node.of(new Expression(op.name(), op.program()), inputs, node.scope())
                    .outputs();
        } else if (!isEngines && node.op() instanceof CompositeOp op) {
            Value definition = Scope.label(node.scope(), inputs, op.decompose(inputs));
            return Rewrite.of(
                    List.of(definition),
                    (inner, rewritten) -> inputs.stream().anyMatch(input -> input.node() == inner)
                            ? inner.outputs()
                            : portable(inner, rewritten));
        }
        return Rewrite.same(node, inputs);
    }
}
