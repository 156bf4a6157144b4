package dev.hebb.backend.cpu;

import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program;
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
 * A program as the machine's instructions, with a place for every value: what depends on constants and single numbers only is computed once per run, the
 * rest block by block. A product that only one addition reads is computed with it. A result goes straight to its output where no input that lies there is
 * needed any more, else to a block of scratch.
 */
final class ProgramCode {
    /** Where a value is while the machine runs. */
    enum Place {
        CONSTANT,
        SINGLE,
        INPUT,
        OUTPUT,
        BLOCK
    }

    /** @param index the register of a CONSTANT or SINGLE, the number of an INPUT, OUTPUT or BLOCK */
    record Operand(Place place, int index) {
        /** Whether it is one number for all elements. */
        boolean isOne() {
            return place == Place.CONSTANT || place == Place.SINGLE;
        }
    }

    /** {@code to = opcode(operands)}. */
    record Step(int opcode, Operand to, List<Operand> operands) {}

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Program program;
    private final List<Boolean> isSingle;
    private final List<Set<Integer>> overwrittenBy;
    private final Map<Integer, Operand> places = new HashMap<>();
    private final int[] lastUse;
    private final int[] uses;
    private final boolean[] joined;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final List<Step> once = new ArrayList<>();
    private final List<Step> perBlock = new ArrayList<>();
    private int blocks;

    private ProgramCode(Program program, List<Boolean> isSingle, List<Set<Integer>> overwrittenBy) {
        this.program = ConstantFolding.of(program);
        this.isSingle = isSingle;
        this.overwrittenBy = overwrittenBy;
        int registers = program.inputs() + program.instructions().size();
        this.lastUse = new int[registers];
        this.uses = new int[registers];
        this.joined = new boolean[registers];
    }

    /**
     * @param isSingle of each input, whether it is one number for many elements
     * @param overwrittenBy of each input, the outputs that lie on it
     */
    static ProgramCode of(Program program, List<Boolean> isSingle, List<Set<Integer>> overwrittenBy) {
        ProgramCode code = new ProgramCode(program, isSingle, overwrittenBy);
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

    /** How many blocks of scratch it takes. */
    int blocks() {
        return blocks;
    }

    /** The number in the register of a CONSTANT. */
    double constant(int register) {
        return ((Instruction.Load) instruction(register)).value();
    }

    private Instruction instruction(int register) {
        return program.instructions().get(register - program.inputs());
    }

    private void measure() {
        Arrays.fill(lastUse, -1);
        program.outputs().forEach(output -> uses[output]++);
        program.instructions().forEach(instruction -> instruction.operands().forEach(operand -> uses[operand]++));
        for (int i = 0; i < program.instructions().size(); i++) {
            Instruction instruction = program.instructions().get(i);
            for (int operand : instruction.operands()) {
                lastUse[operand] = i;
            }
            int product = productOf(instruction);
            if (product >= 0) {
                joined[product] = true;
                for (int operand : instruction(product).operands()) {
                    lastUse[operand] = i;
                }
            }
        }
        program.outputs().forEach(output -> lastUse[output] = ALWAYS);
    }

    /** The register of the product that an addition or subtraction computes itself; -1 where there is none. */
    private int productOf(Instruction instruction) {
        if (instruction instanceof Instruction.Apply2 f
                && (f.function() == BinaryFunction.ADD || f.function() == BinaryFunction.SUBTRACT)) {
            return isJoinable(f.x()) ? f.x() : isJoinable(f.y()) ? f.y() : -1;
        }
        return -1;
    }

    private boolean isJoinable(int register) {
        return register >= program.inputs()
                && uses[register] == 1
                && !program.outputs().contains(register)
                && instruction(register) instanceof Instruction.Apply2 f
                && f.function() == BinaryFunction.MULTIPLY;
    }

    private void build() {
        for (int i = 0; i < program.inputs(); i++) {
            places.put(i, new Operand(isSingle.get(i) ? Place.SINGLE : Place.INPUT, i));
        }
        List<Step> copies = new ArrayList<>();
        for (int o = 0; o < program.outputs().size(); o++) {
            if (program.outputs().get(o) < program.inputs()) {
                copies.add(copy(saved(program.outputs().get(o), o), new Operand(Place.OUTPUT, o)));
            }
        }
        for (int i = 0; i < program.instructions().size(); i++) {
            if (!joined[program.inputs() + i]) {
                build(i, program.instructions().get(i));
            }
        }
        perBlock.addAll(copies);
        for (int o = 0; o < program.outputs().size(); o++) {
            int register = program.outputs().get(o);
            Operand to = new Operand(Place.OUTPUT, o);
            if (register >= program.inputs() && !place(register).equals(to)) {
                perBlock.add(copy(place(register), to));
            }
        }
    }

    private static Step copy(Operand from, Operand to) {
        return new Step(Opcodes.COPY, to, List.of(from));
    }

    /** An input that is output {@code output} itself: where another output lies on it, a copy made before anything is written. */
    private Operand saved(int input, int output) {
        if (overwrittenBy.get(input).stream().allMatch(other -> other == output)) {
            return place(input);
        }
        Operand saved = block();
        perBlock.add(copy(place(input), saved));
        return saved;
    }

    private Operand place(int register) {
        Operand place = places.get(register);
        if (place == null) {
            throw new AssertionError("register " + register + " of " + program + " is used before it is defined");
        }
        return place;
    }

    private void build(int index, Instruction instruction) {
        int register = program.inputs() + index;
        if (instruction instanceof Instruction.Load) {
            places.put(register, new Operand(Place.CONSTANT, register));
            return;
        }
        List<Integer> from = operands(instruction);
        List<Operand> operands = from.stream().map(this::place).toList();
        if (operands.stream().allMatch(Operand::isOne)) {
            Operand single = new Operand(Place.SINGLE, register);
            places.put(register, single);
            once.add(new Step(opcode(instruction), single, operands));
            return;
        }
        from.stream().distinct().filter(operand -> lastUse[operand] == index).forEach(operand -> {
            if (place(operand).place() == Place.BLOCK) {
                free.push(place(operand).index());
            }
        });
        Operand to = target(register, index);
        places.put(register, to);
        perBlock.add(new Step(opcode(instruction), to, operands));
    }

    /** What an instruction reads; the factors first where it computes a product itself. */
    private List<Integer> operands(Instruction instruction) {
        int product = productOf(instruction);
        if (product < 0) {
            return instruction.operands();
        }
        List<Integer> operands = new ArrayList<>(instruction(product).operands());
        operands.add(instruction.operands().get(instruction.operands().get(0) == product ? 1 : 0));
        return operands;
    }

    private int opcode(Instruction instruction) {
        int product = productOf(instruction);
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

    /** Where a result goes. The blocks of operands that nobody reads later may be taken: steps go element by element. */
    private Operand target(int register, int index) {
        int output = program.outputs().indexOf(register);
        if (output >= 0 && isFree(output, index)) {
            return new Operand(Place.OUTPUT, output);
        }
        return block();
    }

    private Operand block() {
        return new Operand(Place.BLOCK, free.isEmpty() ? blocks++ : free.pop());
    }

    /** Whether nothing reads an input that lies at {@code output} after instruction {@code index}. */
    private boolean isFree(int output, int index) {
        for (int i = 0; i < program.inputs(); i++) {
            if (lastUse[i] > index && overwrittenBy.get(i).contains(output)) {
                return false;
            }
        }
        return true;
    }
}
