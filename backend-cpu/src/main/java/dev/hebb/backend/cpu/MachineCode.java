package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Space;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program.Instruction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A region as the machine's instructions, with a place for every value: what depends on constants and single numbers only is computed once per call, the rest
 * block by block, rows of numbers per row apart from blocks of elements. A product that only one addition reads is computed with it. A result goes straight
 * to its output where no input that lies there is needed any more, else to a block of scratch.
 */
final class MachineCode {
    /** Where a value is while the machine runs. */
    enum Place {
        CONSTANT,
        SINGLE,
        INPUT,
        OUTPUT,
        BLOCK,
        ROW_BLOCK
    }

    /** @param index the number of the constant, single number, input, output or block */
    record Operand(Place place, int index) {}

    /** {@code to = opcode(operands)} on the numbers of {@code space}; {@code ones} has a bit for each operand that is a single number. */
    record Step(int opcode, int ones, Space space, Operand to, List<Operand> operands) {}

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Region region;
    private final List<Set<Integer>> overwrittenBy;
    /** The space of each value as the machine has it: what varies by column only is spread over the matrix. */
    private final List<Space> spaces;

    private final Map<Integer, Operand> places = new HashMap<>();
    private final Map<Integer, Operand> spread = new HashMap<>();
    private final int[] lastUse;
    private final int[] uses;
    private final boolean[] joined;
    private final Map<Place, Deque<Integer>> free =
            Map.of(Place.BLOCK, new ArrayDeque<>(), Place.ROW_BLOCK, new ArrayDeque<>());
    private final Map<Place, Integer> made = new HashMap<>();
    private final List<Step> once = new ArrayList<>();
    private final List<Step> perBlock = new ArrayList<>();
    private int constants;

    private MachineCode(Region region, List<Set<Integer>> overwrittenBy) {
        this.region = region;
        this.overwrittenBy = overwrittenBy;
        this.spaces = region.spaces().stream()
                .map(space -> space == Space.COLUMNS ? Space.MATRIX : space)
                .toList();
        this.lastUse = new int[spaces.size()];
        this.uses = new int[spaces.size()];
        this.joined = new boolean[spaces.size()];
    }

    /** @param overwrittenBy of each input, the outputs that lie on it */
    static MachineCode of(Region region, List<Set<Integer>> overwrittenBy) {
        MachineCode code = new MachineCode(region, overwrittenBy);
        code.measure();
        code.build();
        return code;
    }

    /** What runs once, on single numbers. */
    List<Step> once() {
        return List.copyOf(once);
    }

    List<Step> perBlock() {
        return List.copyOf(perBlock);
    }

    /** How many blocks, blocks of rows, or single numbers it takes. */
    int count(Place place) {
        return made.getOrDefault(place, 0);
    }

    private int inputs() {
        return region.inputs().size();
    }

    private boolean isOutput(int value) {
        return region.outputs().stream().anyMatch(output -> output.value() == value);
    }

    private void measure() {
        Arrays.fill(lastUse, -1);
        region.outputs().forEach(output -> uses[output.value()]++);
        region.steps().forEach(step -> step.operands().forEach(operand -> uses[operand]++));
        for (int i = 0; i < region.steps().size(); i++) {
            Region.Step step = region.steps().get(i);
            for (int operand : step.operands()) {
                lastUse[operand] = i;
            }
            int product = productOf(i);
            if (product >= 0) {
                joined[product] = true;
                for (int operand : region.steps().get(product - inputs()).operands()) {
                    lastUse[operand] = i;
                }
            }
        }
        region.outputs().forEach(output -> lastUse[output.value()] = ALWAYS);
    }

    /** The product that an addition or subtraction computes itself; -1 where there is none. */
    private int productOf(int step) {
        if (region.steps().get(step) instanceof Region.Step.Compute compute
                && compute.instruction() instanceof Instruction.Apply2 f
                && (f.function() == BinaryFunction.ADD || f.function() == BinaryFunction.SUBTRACT)) {
            Space space = spaces.get(inputs() + step);
            return isJoinable(f.x(), space) ? f.x() : isJoinable(f.y(), space) ? f.y() : -1;
        }
        return -1;
    }

    private boolean isJoinable(int value, Space space) {
        return value >= inputs()
                && uses[value] == 1
                && !isOutput(value)
                && spaces.get(value) == space
                && region.steps().get(value - inputs()) instanceof Region.Step.Compute compute
                && compute.instruction() instanceof Instruction.Apply2 f
                && f.function() == BinaryFunction.MULTIPLY;
    }

    private void build() {
        for (int i = 0; i < inputs(); i++) {
            places.put(i, new Operand(Place.INPUT, i));
        }
        List<Step> copies = new ArrayList<>();
        for (int o = 0; o < region.outputs().size(); o++) {
            int value = region.outputs().get(o).value();
            if (value < inputs()) {
                copies.add(copy(spaces.get(value), saved(value, o), new Operand(Place.OUTPUT, o)));
            }
        }
        for (int i = 0; i < region.steps().size(); i++) {
            if (!joined[inputs() + i]) {
                build(i);
            }
        }
        perBlock.addAll(copies);
        for (int o = 0; o < region.outputs().size(); o++) {
            int value = region.outputs().get(o).value();
            Operand to = new Operand(Place.OUTPUT, o);
            if (value >= inputs() && !isSum(value) && !place(value).equals(to)) {
                perBlock.add(copy(spaces.get(value), place(value), to));
            }
        }
    }

    /** Whether a value is added up over all rows, in each output that it is. */
    private boolean isSum(int value) {
        return region.steps().get(value - inputs()) instanceof Region.Step.Reduce reduce
                && !reduce.reduction().isOfRow();
    }

    private static Step copy(Space space, Operand from, Operand to) {
        boolean isOne = from.place() == Place.CONSTANT || from.place() == Place.SINGLE;
        return new Step(Opcodes.COPY, isOne ? 1 : 0, space, to, List.of(from));
    }

    /** An input that is output {@code output} itself: where another output lies on it, a copy made before anything is written. */
    private Operand saved(int input, int output) {
        if (overwrittenBy.get(input).stream().allMatch(other -> other == output)) {
            return place(input);
        }
        Operand saved = block(spaces.get(input));
        perBlock.add(copy(spaces.get(input), place(input), saved));
        return saved;
    }

    private Operand place(int value) {
        Operand place = places.get(value);
        if (place == null) {
            throw new AssertionError("value " + value + " of " + region + " is used before it is defined");
        }
        return place;
    }

    private void build(int index) {
        Region.Step step = region.steps().get(index);
        int value = inputs() + index;
        if (step instanceof Region.Step.Compute compute && compute.instruction() instanceof Instruction.Load) {
            places.put(value, new Operand(Place.CONSTANT, constants++));
            return;
        }
        List<Integer> from = operands(index);
        if (step instanceof Region.Step.Reduce reduce && isSum(value)) {
            accumulate(reduce, value);
            release(from, index);
            return;
        }
        Space space = spaces.get(value);
        List<Operand> operands = new ArrayList<>();
        int ones = 0;
        for (int i = 0; i < from.size(); i++) {
            boolean isOne = spaces.get(from.get(i)) == Space.SINGLE;
            ones |= isOne && space != Space.SINGLE ? 1 << i : 0;
            operands.add(!isOne && step instanceof Region.Step.Compute ? in(space, from.get(i)) : place(from.get(i)));
        }
        release(from, index);
        Operand to = space == Space.SINGLE ? single() : target(value, index);
        places.put(value, to);
        (space == Space.SINGLE ? once : perBlock).add(new Step(opcode(index), ones, space, to, operands));
    }

    /** Adds a value to the sums of outputs, all of them where several outputs are this sum. */
    private void accumulate(Region.Step.Reduce reduce, int value) {
        Operand from = in(
                reduce.reduction() == Region.Reduction.COLUMN_SUM ? Space.MATRIX : spaces.get(reduce.operand()),
                reduce.operand());
        for (int o = 0; o < region.outputs().size(); o++) {
            if (region.outputs().get(o).value() == value) {
                Operand to = new Operand(Place.OUTPUT, o);
                places.put(value, to);
                perBlock.add(
                        new Step(Opcodes.of(reduce.reduction()), 0, spaces.get(reduce.operand()), to, List.of(from)));
            }
        }
    }

    /** A value as numbers of {@code space}: one that there is per row, spread over the matrix. */
    private Operand in(Space space, int value) {
        if (space != Space.MATRIX || spaces.get(value) != Space.ROWS) {
            return place(value);
        }
        return spread.computeIfAbsent(value, unused -> {
            Operand to = block(Space.MATRIX);
            perBlock.add(new Step(Opcodes.SPREAD_ROWS, 0, Space.MATRIX, to, List.of(place(value))));
            return to;
        });
    }

    /** Frees the blocks of what nobody reads later. */
    private void release(List<Integer> values, int index) {
        values.stream().distinct().filter(value -> lastUse[value] == index).forEach(value -> {
            release(place(value));
            Operand copy = spread.remove(value);
            if (copy != null) {
                release(copy);
            }
        });
    }

    private void release(Operand operand) {
        Deque<Integer> blocks = free.get(operand.place());
        if (blocks != null) {
            blocks.push(operand.index());
        }
    }

    /** What a step reads; the factors first where it computes a product itself. */
    private List<Integer> operands(int index) {
        int product = productOf(index);
        List<Integer> own = region.steps().get(index).operands();
        if (product < 0) {
            return own;
        }
        List<Integer> operands =
                new ArrayList<>(region.steps().get(product - inputs()).operands());
        operands.add(own.get(own.get(0) == product ? 1 : 0));
        return operands;
    }

    private int opcode(int index) {
        if (region.steps().get(index) instanceof Region.Step.Reduce reduce) {
            return Opcodes.of(reduce.reduction());
        }
        Instruction instruction = ((Region.Step.Compute) region.steps().get(index)).instruction();
        int product = productOf(index);
        if (instruction instanceof Instruction.Apply1 f) {
            return Opcodes.of(f.function());
        } else if (instruction instanceof Instruction.Apply2 f) {
            if (product < 0) {
                return Opcodes.of(f.function());
            } else if (f.function() == BinaryFunction.ADD) {
                return Opcodes.MULTIPLY_ADD;
            }
            return f.x() == product ? Opcodes.MULTIPLY_SUBTRACT : Opcodes.SUBTRACT_PRODUCT;
        } else if (instruction instanceof Instruction.Select) {
            return Opcodes.SELECT;
        }
        throw new AssertionError(instruction);
    }

    private Operand single() {
        return new Operand(Place.SINGLE, made.merge(Place.SINGLE, 1, Integer::sum) - 1);
    }

    /** Where a result goes. The blocks of operands that nobody reads later may be taken: steps go element by element. */
    private Operand target(int value, int index) {
        for (int o = 0; o < region.outputs().size(); o++) {
            if (region.outputs().get(o).value() == value && isFree(o, index)) {
                return new Operand(Place.OUTPUT, o);
            }
        }
        return block(spaces.get(value));
    }

    private Operand block(Space space) {
        Place place = space == Space.MATRIX ? Place.BLOCK : Place.ROW_BLOCK;
        Integer known = free.getOrDefault(place, new ArrayDeque<>()).poll();
        return new Operand(place, known != null ? known : made.merge(place, 1, Integer::sum) - 1);
    }

    /** Whether nothing reads an input that lies at {@code output} after step {@code index}. */
    private boolean isFree(int output, int index) {
        for (int i = 0; i < inputs(); i++) {
            if (lastUse[i] > index && overwrittenBy.get(i).contains(output)) {
                return false;
            }
        }
        return true;
    }
}
