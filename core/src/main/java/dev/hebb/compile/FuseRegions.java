package dev.hebb.compile;

import dev.hebb.compile.Region.Space;
import dev.hebb.compile.RegionBuilder.Fusion;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Joins elementwise nodes and reductions over one matrix into {@link Region}s, as far as the target runs them.
 *
 * <p>What computes single numbers joins first, then nodes that feed each other, then those that run over the same tensor. A node alone becomes a region too. What
 * stays are nodes that fit no matrix and those whose region the target refuses. Nothing is computed twice: numbers that a larger region reads are part of it
 * where nothing else reads them, else a region of their own.
 */
final class FuseRegions {
    private final Graph graph;
    private final Target target;
    private final List<Node> nodes;
    private final Groups groups;
    private final Set<Value> results;
    private final Map<Value, Value> moved = new HashMap<>();
    private final Map<List<Node>, Optional<Fusion>> known = new HashMap<>();

    private FuseRegions(Graph graph, Target target) {
        this.graph = graph;
        this.target = target;
        this.nodes =
                graph.nodes().stream().filter(node -> !Schedule.isView(node)).toList();
        this.groups = new Groups(
                nodes,
                node -> node.inputs().stream()
                        .map(input -> Schedule.root(input).node())
                        .toList());
        this.results = graph.results().stream().map(Schedule::root).collect(Collectors.toSet());
    }

    static Graph of(Graph graph, Target target) {
        return new FuseRegions(graph, target).run();
    }

    private Graph run() {
        boolean hasJoined = true;
        while (hasJoined) {
            hasJoined = joinNumbers() || joinFeeding() || joinReaders();
        }
        groups.order().forEach(this::emit);
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, current(value)));
        List<Update> updates = graph.updates().stream()
                .map(update -> new Update(update.state(), current(update.value())))
                .toList();
        return new Graph(outputs, updates);
    }

    private boolean joinFeeding() {
        boolean hasJoined = false;
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                hasJoined |= join(groups.of(Schedule.root(input).node()), groups.of(node), region -> true);
            }
        }
        return hasJoined;
    }

    /** Joins what runs over the elements of the same tensor, so that it is read once. */
    private boolean joinReaders() {
        boolean hasJoined = false;
        for (Node node : nodes) {
            for (Value value : node.outputs()) {
                List<Node> readers = groups.consumers(node).stream()
                        .filter(reader -> reads(reader, value))
                        .toList();
                hasJoined |= !isNumber(value)
                        && joinAll(
                                readers,
                                region -> region.size(Space.MATRIX)
                                        == value.shape().size());
            }
        }
        return hasJoined;
    }

    /** Joins what computes a few single numbers, which costs a launch and nothing else. */
    private boolean joinNumbers() {
        return joinAll(
                nodes.stream()
                        .filter(node -> RegionBuilder.mayHold(node)
                                && node.inputs().stream().allMatch(FuseRegions::isNumber)
                                && node.outputs().stream().allMatch(FuseRegions::isNumber))
                        .toList(),
                region -> true);
    }

    private static boolean isNumber(Value value) {
        return value.shape().size() == 1;
    }

    private boolean joinAll(List<Node> some, Predicate<Region> fits) {
        boolean hasJoined = false;
        for (Node one : some) {
            for (Node other : some) {
                hasJoined |= join(groups.of(one), groups.of(other), fits);
            }
        }
        return hasJoined;
    }

    private boolean join(int a, int b, Predicate<Region> fits) {
        boolean joins = a != b
                && mayHold(a)
                && mayHold(b)
                && !groups.leadThroughThird(a, b)
                && fusion(groups.union(a, b))
                        .filter(fusion -> fits.test(fusion.region()))
                        .isPresent();
        if (joins) {
            groups.join(a, b);
        }
        return joins;
    }

    private boolean mayHold(int number) {
        return groups.members(number).stream().allMatch(RegionBuilder::mayHold);
    }

    private Optional<Fusion> fusion(List<Node> members) {
        return known.computeIfAbsent(members, some -> {
            Set<Node> inside = Set.copyOf(some);
            return RegionBuilder.of(some, value -> leaves(value, inside))
                    .filter(fusion -> target.fuses(fusion.region()));
        });
    }

    private boolean leaves(Value value, Set<Node> inside) {
        return results.contains(value)
                || groups.consumers(value.node()).stream()
                        .filter(consumer -> !inside.contains(consumer))
                        .anyMatch(consumer -> reads(consumer, value));
    }

    private static boolean reads(Node node, Value value) {
        return node.inputs().stream().anyMatch(input -> Schedule.root(input).equals(value));
    }

    private void emit(int number) {
        List<Node> inside = groups.members(number);
        Optional<Fusion> fusion = mayHold(number) ? fusion(inside) : Optional.empty();
        if (fusion.isEmpty()) {
            Node only = inside.get(0);
            List<Value> same =
                    Rewrite.same(only, only.inputs().stream().map(this::current).toList());
            only.outputs().forEach(output -> moved.put(output, same.get(output.index())));
            return;
        }
        List<Value> inputs = fusion.get().inputs();
        Node node = Node.of(
                fusion.get().region(),
                inputs.stream().map(this::current).toList(),
                inside.get(inside.size() - 1).scope());
        List<Value> outputs = fusion.get().outputs();
        for (int i = 0; i < outputs.size(); i++) {
            moved.put(outputs.get(i), node.outputs().get(i));
        }
    }

    /** What stands for a value now; a view is made again where it is read. */
    private Value current(Value value) {
        Value now = moved.get(value);
        if (now == null) {
            if (!Schedule.isView(value.node())) {
                throw new AssertionError("a value before its node: " + value);
            }
            now = Rewrite.same(value.node(), List.of(current(value.node().input(0))))
                    .get(0);
            moved.put(value, now);
        }
        return now;
    }
}
