package dev.hebb.compile;

import dev.hebb.compile.Region.Output;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.Program;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Constant;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Makes one region of some nodes, where there is one: equal steps are computed once, those that no output needs are left out. */
final class RegionBuilder {
    /**
     * A region with the graph around it.
     *
     * @param inputs the values it reads, no views
     * @param outputs the values that its outputs stand for
     */
    record Fusion(Region region, List<Value> inputs, List<Value> outputs) {}

    private final List<Node> nodes;
    private final Map<Value, Space> spaces;
    private final List<Value> inputs = new ArrayList<>();
    private final Map<Step, Integer> steps = new LinkedHashMap<>();
    private final Map<Value, Integer> values = new HashMap<>();
    private boolean readsTotals;

    private RegionBuilder(List<Node> nodes, Map<Value, Space> spaces) {
        this.nodes = nodes;
        this.spaces = spaces;
    }

    static boolean mayHold(Node node) {
        boolean isOfKind =
                node.op() instanceof ElementwiseOp && !(node.op() instanceof Constant) || RegionReduction.is(node);
        return isOfKind && extent(node).size() > 0;
    }

    /** The shape that a node runs over. */
    private static Shape extent(Node node) {
        return node.op() instanceof ElementwiseOp
                ? node.output().shape()
                : node.input(0).shape();
    }

    /**
     * @param nodes each after its producers, all of which {@link #mayHold} allows
     * @param leaves whether a value is read outside
     * @return empty where no matrix fits all of them
     */
    static Optional<Fusion> of(List<Node> nodes, Predicate<Value> leaves) {
        for (long[] extents : matrices(nodes)) {
            Optional<Fusion> fusion = RegionSpaces.of(nodes, extents[0], extents[1])
                    .flatMap(spaces -> new RegionBuilder(nodes, spaces).build(extents[0], extents[1], leaves));
            if (fusion.isPresent()) {
                return fusion;
            }
        }
        return Optional.empty();
    }

    /** Rows and columns to try: everything in one row first, which may be cut anywhere, then longer rows before shorter ones. */
    private static List<long[]> matrices(List<Node> nodes) {
        long size = nodes.stream().mapToLong(node -> extent(node).size()).max().orElse(0);
        Set<Long> rows = new LinkedHashSet<>(List.of(1L));
        for (Node node : nodes) {
            Shape shape = extent(node);
            long leading = 1;
            for (int axis = 0; axis < shape.rank() && shape.size() == size; axis++) {
                leading *= shape.dim(axis);
                if (leading < size) {
                    rows.add(leading);
                }
            }
        }
        return rows.stream().sorted().map(r -> new long[] {r, size / r}).toList();
    }

    private Optional<Fusion> build(long rows, long columns, Predicate<Value> leaves) {
        addInputs();
        nodes.forEach(this::add);
        List<Value> leaving = nodes.stream()
                .flatMap(node -> node.outputs().stream())
                .filter(leaves)
                .toList();
        if (readsTotals || leaving.stream().anyMatch(value -> valueOf(value) < inputs.size())) {
            return Optional.empty();
        }
        Fusion whole = new Fusion(
                new Region(
                        rows,
                        columns,
                        inputs.stream().map(this::space).toList(),
                        List.copyOf(steps.keySet()),
                        List.of()),
                inputs,
                leaving);
        return hasItsSpaces(whole) ? Optional.of(pruned(whole)) : Optional.empty();
    }

    private void addInputs() {
        Set<Value> made = new LinkedHashSet<>();
        Set<Value> read = new LinkedHashSet<>();
        nodes.forEach(node -> made.addAll(node.outputs()));
        nodes.forEach(node -> node.inputs().forEach(input -> read.add(Schedule.root(input))));
        read.stream()
                .filter(value -> !made.contains(value) && !(value.node().op() instanceof Constant))
                .forEach(inputs::add);
        inputs.forEach(input -> values.put(input, values.size()));
    }

    private Space space(Value value) {
        return spaces.getOrDefault(value, Space.SINGLE);
    }

    private int valueOf(Value value) {
        Value root = Schedule.root(value);
        if (root.node().op() instanceof Constant constant) {
            return add(new Step.Compute(new Instruction.Load(constant.value())));
        }
        Integer known = values.get(root);
        if (known == null) {
            throw new AssertionError("a value before its node: " + value);
        }
        return known;
    }

    private void add(Node node) {
        if (node.op() instanceof ElementwiseOp op) {
            inline(node, op.program());
            return;
        }
        RegionReduction reduction = RegionReduction.of(node);
        int operand = valueOf(node.input(0));
        if (reduction.isView()) {
            values.put(node.output(), operand);
        } else {
            Space from = space(Schedule.root(node.input(0)));
            values.put(node.output(), add(new Step.Reduce(reduction.between(from, space(node.output())), operand)));
        }
    }

    private void inline(Node node, Program program) {
        List<Integer> registers = new ArrayList<>();
        node.inputs().forEach(input -> registers.add(valueOf(input)));
        for (Instruction instruction : program.instructions()) {
            List<Integer> operands =
                    instruction.operands().stream().map(registers::get).toList();
            registers.add(add(new Step.Compute(instruction.on(operands))));
        }
        for (Value output : node.outputs()) {
            values.put(output, registers.get(program.outputs().get(output.index())));
        }
    }

    private int add(Step step) {
        readsTotals |= step.operands().stream().anyMatch(this::isTotal);
        return steps.computeIfAbsent(normal(step), unused -> inputs.size() + steps.size());
    }

    private static Step normal(Step step) {
        return step instanceof Step.Compute compute
                        && compute.instruction() instanceof Instruction.Apply2 f
                        && f.function().isCommutative()
                        && f.x() > f.y()
                ? new Step.Compute(new Instruction.Apply2(f.function(), f.y(), f.x()))
                : step;
    }

    private boolean isTotal(int value) {
        return value >= inputs.size()
                && List.copyOf(steps.keySet()).get(value - inputs.size()) instanceof Step.Reduce reduce
                && !reduce.reduction().isOfRow();
    }

    /** Whether what is reduced and what leaves holds as many numbers as it should: a result that depends on less is smaller. */
    private boolean hasItsSpaces(Fusion fusion) {
        List<Space> actual = fusion.region().spaces();
        boolean areReducedWhole = nodes.stream()
                .filter(RegionReduction::is)
                .map(node -> Schedule.root(node.input(0)))
                .allMatch(reduced -> actual.get(valueOf(reduced)) == space(reduced));
        return areReducedWhole
                && fusion.outputs().stream().allMatch(output -> {
                    Space space = space(output);
                    return actual.get(valueOf(output)) == space
                            && (space == Space.MATRIX || space == Space.ROWS || isTotal(valueOf(output)));
                });
    }

    private Fusion pruned(Fusion fusion) {
        List<Step> all = fusion.region().steps();
        boolean[] needed = new boolean[inputs.size() + all.size()];
        fusion.outputs().forEach(output -> needed[valueOf(output)] = true);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (needed[inputs.size() + i]) {
                all.get(i).operands().forEach(operand -> needed[operand] = true);
            }
        }
        List<Value> keptInputs = new ArrayList<>();
        List<Step> keptSteps = new ArrayList<>();
        List<Integer> renumbered = new ArrayList<>();
        for (int value = 0; value < needed.length; value++) {
            renumbered.add(keptInputs.size() + keptSteps.size());
            if (needed[value] && value < inputs.size()) {
                keptInputs.add(inputs.get(value));
            } else if (needed[value]) {
                keptSteps.add(on(all.get(value - inputs.size()), renumbered));
            }
        }
        Region region = new Region(
                fusion.region().rows(),
                fusion.region().columns(),
                keptInputs.stream().map(this::space).toList(),
                keptSteps,
                fusion.outputs().stream()
                        .map(output -> new Output(renumbered.get(valueOf(output)), output.shape()))
                        .toList());
        return new Fusion(region, keptInputs, fusion.outputs());
    }

    private static Step on(Step step, List<Integer> renumbered) {
        List<Integer> operands = step.operands().stream().map(renumbered::get).toList();
        return step instanceof Step.Reduce reduce
                ? new Step.Reduce(reduce.reduction(), operands.get(0))
                : new Step.Compute(((Step.Compute) step).instruction().on(operands));
    }
}
