package dev.hebb.compile;

import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The order in which the kernels of one stage run, and which of them write straight into a state.
 *
 * <p>A kernel may produce an update's value in the state's own memory once everything that reads the old value has run. Where that is impossible the
 * value waits in the workspace and is copied at the end of the stage.
 */
final class Schedule {
    /**
     * A kernel in its turn.
     *
     * @param targets for each output the state it is written into, if any
     */
    record Step(Node node, List<Optional<State>> targets) {
        boolean isDirect() {
            return targets.stream().anyMatch(Optional::isPresent);
        }
    }

    private final Graph graph;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Set<Node>> successors = new IdentityHashMap<>();
    private final Map<Value, State> direct = new HashMap<>();
    private final List<Update> atEnd = new ArrayList<>();

    private Schedule(Graph graph) {
        this.graph = graph;
    }

    /** The kernels of {@code graph} in a valid order; leaves and views do not appear. */
    static List<Step> of(Graph graph) {
        return new Schedule(graph).run();
    }

    private List<Step> run() {
        for (Node node : graph.nodes()) {
            if (isKernel(node)) {
                nodes.add(node);
                for (Node producer : producers(node)) {
                    successors.computeIfAbsent(producer, unused -> newSet()).add(node);
                }
            }
        }
        graph.updates().forEach(this::place);
        List<Step> steps = new ArrayList<>();
        for (Node node : order()) {
            steps.add(new Step(
                    node,
                    node.outputs().stream()
                            .map(output -> Optional.ofNullable(direct.get(output)))
                            .toList()));
        }
        for (Update update : atEnd) {
            steps.add(new Step(copy(update.value(), "update"), List.of(Optional.of(update.place()))));
        }
        return VerifyUpdates.check(steps);
    }

    /** The same elements once more; integers by a primitive, since elementwise ops are for real numbers. */
    static Node copy(Value value, String scope) {
        return Node.of(value.type().isFloat() ? new Identity() : new BroadcastTo(value.shape()), List.of(value), scope);
    }

    static boolean isKernel(Node node) {
        return !isLeaf(node) && !isView(node);
    }

    static boolean isLeaf(Node node) {
        return node.op() instanceof Input || node.op() instanceof State;
    }

    static boolean isView(Node node) {
        return node.op() instanceof PrimitiveOp op && op.isView();
    }

    /** The value whose memory {@code value} is, looking through views. */
    static Value root(Value value) {
        Value root = value;
        while (isView(root.node())) {
            root = root.node().input(0);
        }
        return root;
    }

    private static Set<Node> newSet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static List<Node> producers(Node node) {
        return node.inputs().stream()
                .map(input -> root(input).node())
                .filter(Schedule::isKernel)
                .distinct()
                .toList();
    }

    /** The states that {@code node} reads the old value of. */
    static List<State> reads(Node node) {
        List<State> states = new ArrayList<>();
        for (Value input : node.inputs()) {
            if (root(input).node().op() instanceof State state) {
                states.add(state);
            }
        }
        return states;
    }

    private void place(Update update) {
        Value value = root(update.value());
        State state = update.place();
        Node producer = value.node();
        List<Node> readers = nodes.stream()
                .filter(node -> node != producer && reads(node).stream().anyMatch(state::overlaps))
                .toList();
        boolean isDirect = isKernel(producer)
                && !direct.containsKey(value)
                && mayWrite(value, state)
                && graph.outputs().values().stream().noneMatch(output -> root(output) == value)
                && readers.stream().noneMatch(reader -> reaches(producer, reader));
        if (isDirect) {
            readers.forEach(reader ->
                    successors.computeIfAbsent(reader, unused -> newSet()).add(producer));
            direct.put(value, new State(state.arena(), state.offset(), value.type(), state.name()));
        } else {
            atEnd.add(update);
        }
    }

    /** In place only element by element and over exactly the same range. */
    static boolean mayWrite(Value output, State target) {
        for (int i = 0; i < output.node().inputs().size(); i++) {
            if (root(output.node().input(i)).node().op() instanceof State read
                    && target.overlaps(read)
                    && !(mayShare(output, i) && isSamePlace(read, target))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the kernel that makes {@code output} may put it where it has its input number {@code input}, which is as large. */
    static boolean mayShare(Value output, int input) {
        Node node = output.node();
        return node.op() instanceof ElementwiseOp
                || node.op() instanceof Region region && region.mayShare(output.index(), input);
    }

    private static boolean isSamePlace(State a, State b) {
        return a.offset() == b.offset() && a.end() == b.end();
    }

    private boolean reaches(Node from, Node to) {
        Set<Node> seen = newSet();
        List<Node> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            Node node = open.remove(open.size() - 1);
            if (node == to) {
                return true;
            }
            for (Node next : successors.getOrDefault(node, Set.of())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    private List<Node> order() {
        Map<Node, Integer> index = new IdentityHashMap<>();
        nodes.forEach(node -> index.put(node, index.size()));
        int[] waiting = new int[nodes.size()];
        successors.values().forEach(set -> set.forEach(next -> waiting[index.getOrDefault(next, 0)]++));
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] == 0) {
                free.add(i);
            }
        }
        Set<Node> order = new LinkedHashSet<>();
        while (!free.isEmpty()) {
            Node node = nodes.get(free.remove());
            order.add(node);
            for (Node next : successors.getOrDefault(node, Set.of())) {
                int i = index.getOrDefault(next, 0);
                if (--waiting[i] == 0) {
                    free.add(i);
                }
            }
        }
        if (order.size() != nodes.size()) {
            throw new AssertionError("the schedule has a cycle");
        }
        return List.copyOf(order);
    }
}
