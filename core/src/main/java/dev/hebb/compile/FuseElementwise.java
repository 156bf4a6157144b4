package dev.hebb.compile;

import dev.hebb.expr.Program;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Constant;
import dev.hebb.graph.op.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins elementwise nodes of one shape that feed each other into single programs, with several outputs where more than one result is used outside.
 * Constants move into the programs.
 */
final class FuseElementwise {
    private final Graph graph;
    private final List<Node> nodes;
    private final Groups groups;
    private final Set<Value> results;
    private final Map<Value, Value> moved = new HashMap<>();

    private FuseElementwise(Graph graph) {
        this.graph = graph;
        this.nodes = graph.nodes();
        this.groups = new Groups(
                nodes, node -> node.inputs().stream().map(Value::node).toList());
        this.results = new LinkedHashSet<>(graph.results());
    }

    static Graph of(Graph graph) {
        return new FuseElementwise(graph).run();
    }

    private Graph run() {
        for (Node node : nodes) {
            if (isFusible(node)) {
                node.inputs().stream().map(Value::node).distinct().forEach(producer -> join(producer, node));
            }
        }
        groups.order().forEach(this::emit);
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, current(value)));
        List<Update> updates = graph.updates().stream()
                .map(update -> new Update(update.state(), current(update.value())))
                .toList();
        return new Graph(outputs, updates);
    }

    private static boolean isFusible(Node node) {
        return node.op() instanceof ElementwiseOp && !(node.op() instanceof Constant);
    }

    private void join(Node producer, Node node) {
        int from = groups.of(producer);
        int into = groups.of(node);
        if (from != into
                && isFusible(producer)
                && producer.output().shape().equals(node.output().shape())
                && !groups.leadThroughThird(from, into)) {
            groups.join(from, into);
        }
    }

    private void emit(int number) {
        List<Node> inside = groups.members(number);
        Node first = inside.get(0);
        if (!isFusible(first)) {
            Node rebuilt = Node.of(
                    first.op(), first.inputs().stream().map(this::current).toList(), first.scope());
            for (int i = 0; i < first.outputs().size(); i++) {
                moved.put(first.outputs().get(i), rebuilt.outputs().get(i));
            }
            return;
        }
        Set<Node> members = Collections.newSetFromMap(new IdentityHashMap<>());
        members.addAll(inside);
        Set<Value> external = new LinkedHashSet<>();
        inside.forEach(node -> node.inputs().stream()
                .filter(input ->
                        !members.contains(input.node()) && !(input.node().op() instanceof Constant))
                .forEach(external::add));
        List<Value> inputs = List.copyOf(external);
        Program.Builder builder = new Program.Builder(inputs.size());
        Map<Value, Integer> registers = new HashMap<>();
        List<Value> outputs = new ArrayList<>();
        for (Node node : inside) {
            List<Integer> arguments = node.inputs().stream()
                    .map(input -> register(input, inputs, registers, builder))
                    .toList();
            List<Integer> produced = builder.inline(((ElementwiseOp) node.op()).program(), arguments);
            for (Value output : node.outputs()) {
                registers.put(output, produced.get(output.index()));
                if (isUsedOutside(output, members)) {
                    outputs.add(output);
                }
            }
        }
        Program program = builder.build(outputs.stream()
                .map(output -> register(output, inputs, registers, builder))
                .toList());
        Node last = inside.get(inside.size() - 1);
        Node fused = Node.of(
                new Expression("fused", program),
                inputs.stream().map(this::current).toList(),
                last.scope());
        for (int i = 0; i < outputs.size(); i++) {
            moved.put(outputs.get(i), fused.outputs().get(i));
        }
    }

    private static int register(
            Value value, List<Value> inputs, Map<Value, Integer> registers, Program.Builder builder) {
        Integer known = registers.get(value);
        if (known != null) {
            return known;
        }
        return value.node().op() instanceof Constant constant
                ? builder.add(new Program.Instruction.Load(constant.value()))
                : inputs.indexOf(value);
    }

    private boolean isUsedOutside(Value value, Set<Node> members) {
        return results.contains(value)
                || groups.consumers(value.node()).stream()
                        .anyMatch(consumer ->
                                !members.contains(consumer) && consumer.inputs().contains(value));
    }

    private Value current(Value value) {
        Value now = moved.get(value);
        if (now == null) {
            throw new AssertionError("a value before its node: " + value);
        }
        return now;
    }
}
