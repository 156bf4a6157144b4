package dev.hebb.graph;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rebuilds a graph node by node, each after its inputs: what passes are made of. A node whose inputs did not change and that the rule leaves alone stays
 * the same object.
 */
public final class Rewrite {
    /** What stands in place of a node. */
    @FunctionalInterface
    public interface Rule {
        /**
         * @param node the original node
         * @param inputs its inputs, already rewritten
         * @return the values in place of its outputs
         */
        List<Value> apply(Node node, List<Value> inputs);
    }

    private final Map<Node, List<Value>> done = new IdentityHashMap<>();
    private final Rule rule;

    private Rewrite(Rule rule) {
        this.rule = rule;
    }

    public static Graph of(Graph graph, Rule rule) {
        Rewrite rewrite = new Rewrite(rule);
        graph.nodes().forEach(rewrite::visit);
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, rewrite.get(value)));
        List<Update> updates = new ArrayList<>();
        graph.updates().forEach(update -> updates.add(new Update(update.state(), rewrite.get(update.value()))));
        return new Graph(outputs, updates);
    }

    /** The values in place of {@code results} after a rewrite of everything they need. */
    public static List<Value> of(List<Value> results, Rule rule) {
        Rewrite rewrite = new Rewrite(rule);
        Graph.nodes(results).forEach(rewrite::visit);
        return results.stream().map(rewrite::get).toList();
    }

    /** The same op on other inputs; the node itself where nothing changed. */
    public static List<Value> same(Node node, List<Value> inputs) {
        return inputs.equals(node.inputs())
                ? node.outputs()
                : Node.of(node.op(), inputs, node.scope()).outputs();
    }

    private void visit(Node node) {
        List<Value> inputs = node.inputs().stream().map(this::get).toList();
        done.put(node, rule.apply(node, inputs));
    }

    private Value get(Value value) {
        List<Value> outputs = done.get(value.node());
        if (outputs == null) {
            throw new AssertionError("a node before its inputs: " + value);
        }
        return outputs.get(value.index());
    }
}
