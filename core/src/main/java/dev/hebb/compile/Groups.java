package dev.hebb.compile;

import dev.hebb.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The nodes of a graph in groups, each of which a pass makes one node of; at first every node is alone.
 *
 * <p>Two groups may join when no path leads from one to the other through a third, since the joined node would then wait for itself.
 */
final class Groups {
    private final Map<Node, Integer> index = new IdentityHashMap<>();
    private final Map<Node, Integer> group = new IdentityHashMap<>();
    private final Map<Integer, List<Node>> members = new TreeMap<>();
    private final Map<Node, Set<Node>> consumers = new IdentityHashMap<>();

    /**
     * @param nodes each after its producers
     * @param producers of a node; nodes all of them
     */
    Groups(List<Node> nodes, Function<Node, List<Node>> producers) {
        for (Node node : nodes) {
            int number = index.size();
            index.put(node, number);
            group.put(node, number);
            members.put(number, List.of(node));
            producers
                    .apply(node)
                    .forEach(producer -> consumers
                            .computeIfAbsent(producer, unused -> new LinkedHashSet<>())
                            .add(node));
        }
    }

    /** The number of the group that {@code node} is in. */
    int of(Node node) {
        return known(group, node);
    }

    private static int known(Map<Node, Integer> numbers, Node node) {
        Integer number = numbers.get(node);
        if (number == null) {
            throw new AssertionError("a node outside the graph: " + node);
        }
        return number;
    }

    /** The numbers of the groups that there are, ascending. */
    List<Integer> numbers() {
        return List.copyOf(members.keySet());
    }

    /** The nodes of a group, each after its producers; none where the group has joined another. */
    List<Node> members(int number) {
        return members.getOrDefault(number, List.of());
    }

    /** The nodes that read a result of {@code node}. */
    Set<Node> consumers(Node node) {
        return consumers.getOrDefault(node, Set.of());
    }

    /** The nodes of both groups, each after its producers. */
    List<Node> union(int a, int b) {
        List<Node> union = new ArrayList<>(members(a));
        union.addAll(members(b));
        union.sort((one, other) -> Integer.compare(known(index, one), known(index, other)));
        return union;
    }

    /** Makes two groups one, which has the smaller number. */
    void join(int a, int b) {
        List<Node> joined = union(a, b);
        int kept = Math.min(a, b);
        members.remove(Math.max(a, b));
        members.put(kept, joined);
        joined.forEach(member -> group.put(member, kept));
    }

    /** Whether the union of two groups can be left and entered again, walking whole groups. */
    boolean leadThroughThird(int a, int b) {
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
        for (Node member : members(number)) {
            for (Node consumer : consumers(member)) {
                if (of(consumer) != number) {
                    next.add(of(consumer));
                }
            }
        }
        return next;
    }

    /** The groups, each after those it reads; among the free ones the one whose first node stood first. */
    List<Integer> order() {
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
}
