package dev.hebb.compile;

import dev.hebb.compile.Schedule.Step;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.State;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives every tensor its place. A temporary lives from the launch that writes it to the last that reads it; temporaries whose lives do not meet share
 * memory, the largest placed first (Pisarchyk, Lee, "Efficient memory management for deep neural net inference", 2020). A result takes over the
 * slot of an input that dies with it where Schedule.mayShare says so.
 */
final class PlanMemory {
    /** Slots start at multiples of this many elements: 64 bytes of float32. */
    static final int ALIGNMENT = 16;

    private static final class Interval {
        final List<Value> values = new ArrayList<>();
        final DataType dataType;
        final long elements;
        final int first;
        int last;
        long offset = -1;

        Interval(Value value, DataType dataType, int first) {
            this.values.add(value);
            this.dataType = dataType;
            this.elements = Math.max(1, value.shape().size());
            this.first = first;
            this.last = first;
        }

        boolean meets(Interval other) {
            return first <= other.last && other.first <= last;
        }
    }

    private final Precision precision;
    private final List<Step> steps;
    private final List<Graph> stages;
    private final Map<Value, Slot> slots = new HashMap<>();
    private final Map<Value, Interval> intervals = new LinkedHashMap<>();
    private final Map<String, Slot> inputs = new LinkedHashMap<>();
    private final Map<String, Slot> outputs = new LinkedHashMap<>();
    private final Map<String, Long> used = new TreeMap<>();
    private final Map<String, ArenaSpec> arenas = new LinkedHashMap<>();

    private PlanMemory(List<Graph> stages, List<Step> steps, Precision precision) {
        this.stages = stages;
        this.steps = steps;
        this.precision = precision;
    }

    static Plan of(List<Graph> stages, List<Step> steps, Precision precision) {
        return new PlanMemory(stages, steps, precision).run();
    }

    private Plan run() {
        stages.forEach(stage -> stage.nodes().forEach(this::placeLeaf));
        stages.forEach(stage -> stage.outputs().forEach(this::placeOutput));
        for (int i = 0; i < steps.size(); i++) {
            measure(i);
        }
        shareDyingInputs();
        List<Interval> distinct = intervals.values().stream().distinct().toList();
        distinct.stream()
                .sorted(Comparator.comparingLong((Interval i) -> -i.elements))
                .forEach(interval -> place(interval, distinct));
        List<Launch> launches = steps.stream().map(this::launch).toList();
        List<Lifetime> lifetimes = distinct.stream()
                .map(interval -> new Lifetime(slot(interval.values.get(0)), interval.first, interval.last))
                .toList();
        return new Plan(precision, List.copyOf(arenas.values()), inputs, outputs, launches, lifetimes);
    }

    private void placeLeaf(Node node) {
        Value value = node.outputs().get(0);
        DataType dataType = precision.of(value.type().kind());
        if (node.op() instanceof Input input) {
            Slot known = inputs.get(input.name());
            if (known == null) {
                known = append("input", ArenaSpec.Role.INPUT, value, dataType);
                inputs.put(input.name(), known);
            } else if (!known.shape().equals(value.shape()) || known.dataType() != dataType) {
                throw new CompileException("expected one shape of the input " + input.name() + " but got "
                        + known.shape() + " and " + value.shape());
            }
            slots.put(value, known);
        } else if (node.op() instanceof State state) {
            slots.put(value, stateSlot(state));
        }
    }

    private Slot stateSlot(State state) {
        DataType dataType = precision.of(state.type().kind());
        Slot slot =
                new Slot(state.arena(), state.offset(), dataType, state.type().shape());
        reach(state.arena(), dataType, slot.end(), ArenaSpec.Role.STATE);
        return slot;
    }

    private void placeOutput(String name, Value value) {
        Value root = Schedule.root(value);
        Slot slot = slots.get(root);
        if (slot == null) {
            slot = append(
                    "output",
                    ArenaSpec.Role.OUTPUT,
                    root,
                    precision.of(root.type().kind()));
            slots.put(root, slot);
        }
        outputs.put(name, slot.as(value.shape()));
    }

    /** The next free place of the arena for this role and type. */
    private Slot append(String prefix, ArenaSpec.Role role, Value value, DataType dataType) {
        String arena = prefix + "_" + dataType;
        long offset = used.getOrDefault(arena, 0L);
        Slot slot = new Slot(arena, offset, dataType, value.shape());
        used.put(arena, aligned(offset + Math.max(1, value.shape().size())));
        reach(arena, dataType, Math.max(slot.end(), offset + 1), role);
        return slot;
    }

    private static long aligned(long elements) {
        return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void reach(String arena, DataType dataType, long elements, ArenaSpec.Role role) {
        ArenaSpec known = arenas.get(arena);
        long most = known == null ? elements : Math.max(known.elements(), elements);
        arenas.put(arena, new ArenaSpec(arena, dataType, most, role));
    }

    private void measure(int index) {
        Step step = steps.get(index);
        for (Value input : step.node().inputs()) {
            Interval interval = intervals.get(Schedule.root(input));
            if (interval != null) {
                interval.last = index;
            }
        }
        for (Value output : step.node().outputs()) {
            Optional<State> target = step.targets().get(output.index());
            if (target.isPresent()) {
                slots.put(output, stateSlot(target.get()));
            } else if (!slots.containsKey(output)) {
                intervals.put(
                        output, new Interval(output, precision.of(output.type().kind()), index));
            }
        }
    }

    private void shareDyingInputs() {
        for (int index = 0; index < steps.size(); index++) {
            Node node = steps.get(index).node();
            Set<Interval> taken = new HashSet<>();
            for (Value output : node.outputs()) {
                Interval own = intervals.get(output);
                if (own != null) {
                    takeOver(node, index, output, own, taken);
                }
            }
        }
    }

    private void takeOver(Node node, int index, Value output, Interval own, Set<Interval> taken) {
        for (int i = 0; i < node.inputs().size(); i++) {
            Interval dying = intervals.get(Schedule.root(node.input(i)));
            if (dying == null || dying == own || dying.dataType != own.dataType) {
                continue;
            }
            boolean diesHere = dying.last == index && dying.first < index;
            boolean fits = Schedule.mayShare(output, i)
                    && (node.op() instanceof Region || node.input(i).shape().equals(output.shape()));
            if (diesHere && fits && taken.add(dying)) {
                dying.last = own.last;
                own.values.forEach(value -> intervals.put(value, dying));
                dying.values.addAll(own.values);
                return;
            }
        }
    }

    private void place(Interval interval, List<Interval> all) {
        List<Interval> neighbours = all.stream()
                .filter(other -> other.offset >= 0 && other.dataType == interval.dataType && other.meets(interval))
                .sorted(Comparator.comparingLong(other -> other.offset))
                .toList();
        long offset = 0;
        for (Interval neighbour : neighbours) {
            if (offset + interval.elements <= neighbour.offset) {
                break;
            }
            offset = Math.max(offset, aligned(neighbour.offset + neighbour.elements));
        }
        interval.offset = offset;
        String arena = "workspace_" + interval.dataType;
        interval.values.forEach(
                value -> slots.put(value, new Slot(arena, interval.offset, interval.dataType, value.shape())));
        reach(arena, interval.dataType, offset + interval.elements, ArenaSpec.Role.WORKSPACE);
    }

    private Launch launch(Step step) {
        Node node = step.node();
        return new Launch(
                node.op(),
                node.inputs().stream().map(this::slot).toList(),
                node.outputs().stream().map(this::slot).toList(),
                node.scope());
    }

    private Slot slot(Value value) {
        Slot slot = slots.get(Schedule.root(value));
        if (slot == null) {
            throw new AssertionError("no place for " + value);
        }
        return slot.as(value.shape());
    }
}
