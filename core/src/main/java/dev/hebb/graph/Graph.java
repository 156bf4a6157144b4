package dev.hebb.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one stage computes: named outputs and the updates at its end.
 *
 * @param outputs what can be read after a run, by name
 * @param updates what changes
 */
public record Graph(Map<String, Value> outputs, List<Update> updates) {
    public Graph {
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        updates = List.copyOf(updates);
    }

    public static Graph of(Map<String, Value> outputs) {
        return new Graph(outputs, List.of());
    }

    /** Everything this graph must compute: outputs first, then the updates' values. */
    public List<Value> results() {
        List<Value> results = new ArrayList<>(outputs.values());
        updates.forEach(update -> results.add(update.value()));
        return results;
    }

    /** The nodes that the results need, each after its inputs, in an order that depends on the graph alone. */
    public List<Node> nodes() {
        return nodes(results());
    }

    /** The nodes that {@code results} need, each after its inputs. */
    public static List<Node> nodes(List<Value> results) {
        List<Node> order = new ArrayList<>();
        Set<Node> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Node> open = new ArrayDeque<>();
        for (Value result : results) {
            open.push(result.node());
            while (!open.isEmpty()) {
                Node node = open.peek();
                int before = open.size();
                if (!done.contains(node)) {
                    List<Value> inputs = node.inputs();
                    for (int i = inputs.size() - 1; i >= 0; i--) {
                        if (!done.contains(inputs.get(i).node())) {
                            open.push(inputs.get(i).node());
                        }
                    }
                }
                if (open.size() == before) {
                    open.pop();
                    if (done.add(node)) {
                        order.add(node);
                    }
                }
            }
        }
        return order;
    }
}
