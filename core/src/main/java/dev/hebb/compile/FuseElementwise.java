package dev.hebb.compile;

import dev.hebb.expr.Program;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Constant;
import dev.hebb.graph.op.Expression;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Joins elementwise nodes of one shape that feed each other into single programs, with several outputs where more than one result is used outside.
 * Constants move into the programs.
 *
 * <p>Two groups join when no path leads from one to the other through a third, since the joined node would then wait for itself.
 */
final class FuseElementwise {
    private final Graph graph;
    private final List<Node> nodes;
    private final Map<Node, Integer> group = new IdentityHashMap<>();
    private final Map<Integer, List<Node>> members = new HashMap<>();
    private final Map<Node, List<Node>> consumers = new IdentityHashMap<>();
    private final Set<Value> results;
    private final Map<Value, Value> moved = new HashMap<>();

    private FuseElementwise(Graph graph) {
        this.graph = graph;
        this.nodes = graph.nodes();
        this.results = new LinkedHashSet<>(graph.results());
    }

    static Graph of(Graph graph) {
        return new FuseElementwise(graph).run();
    }

    private Graph run() {
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            group.put(node, i);
            members.put(i, new ArrayList<>(List.of(node)));
            for (Value input : new LinkedHashSet<>(node.inputs())) {
                consumers
                        .computeIfAbsent(input.node(), unused -> new ArrayList<>())
                        .add(node);
            }
        }
        for (Node node : nodes) {
            if (isFusible(node)) {
                node.inputs().stream().map(Value::node).distinct().forEach(producer -> join(producer, node));
            }
        }
        order().forEach(this::emit);
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

    private int groupOf(Node node) {
        Integer number = group.get(node);
        if (number == null) {
            throw new AssertionError("a node outside the graph: " + node);
        }
        return number;
    }

    private List<Node> membersOf(int number) {
        return members.getOrDefault(number, List.of());
    }

    private void join(Node producer, Node node) {
        int from = groupOf(producer);
        int into = groupOf(node);
        Shape shape = node.output().shape();
        if (from == into
                || !isFusible(producer)
                || !producer.output().shape().equals(shape)
                || leadsThroughThird(from, into)) {
            return;
        }
        List<Node> joined = new ArrayList<>(membersOf(from));
        joined.addAll(membersOf(into));
        int kept = Math.min(from, into);
        members.remove(Math.max(from, into));
        members.put(kept, joined);
        joined.forEach(member -> group.put(member, kept));
    }

    /** Whether the union of two groups can be left and entered again, walking whole groups. */
    private boolean leadsThroughThird(int a, int b) {
        Set<Integer> seen = new LinkedHashSet<>();
        List<Integer> open = new ArrayList<>();
        for (int start : new int[] {a, b}) {
            for (int next : successors(start)) {
                if (next != a && next != b && seen.add(next)) {
                    open.add(next);
                }
            }
        }
        while (!open.isEmpty()) {
            for (int next : successors(open.remove(open.size() - 1))) {
                if (next == a || next == b) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    private Set<Integer> successors(int number) {
        Set<Integer> next = new LinkedHashSet<>();
        for (Node member : membersOf(number)) {
            for (Node consumer : consumers.getOrDefault(member, List.of())) {
                if (groupOf(consumer) != number) {
                    next.add(groupOf(consumer));
                }
            }
        }
        return next;
    }

    /** The groups, each after those it reads; among the free ones the one whose first node stood first. */
    private List<Integer> order() {
        Map<Integer, Integer> waiting = new HashMap<>();
        members.keySet().forEach(number -> waiting.put(number, 0));
        members.keySet().forEach(number -> successors(number).forEach(next -> waiting.merge(next, 1, Integer::sum)));
        PriorityQueue<Integer> free = new PriorityQueue<>();
        waiting.forEach((number, count) -> {
            if (count == 0) {
                free.add(number);
            }
        });
        List<Integer> order = new ArrayList<>();
        while (!free.isEmpty()) {
            int number = free.remove();
            order.add(number);
            for (int next : successors(number)) {
                if (waiting.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        if (order.size() != members.size()) {
            throw new AssertionError("fusion made a cycle");
        }
        return order;
    }

    private void emit(int number) {
        List<Node> inside = new ArrayList<>(membersOf(number));
        inside.sort((a, b) -> Integer.compare(nodes.indexOf(a), nodes.indexOf(b)));
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
                || consumers.getOrDefault(value.node(), List.of()).stream()
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
