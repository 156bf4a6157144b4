package dev.hebb.backend.cpu;

import dev.hebb.backend.cpu.ProgramCode.Operand;
import dev.hebb.backend.cpu.ProgramCode.Place;
import dev.hebb.backend.cpu.ProgramCode.Step;
import dev.hebb.expr.Program;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Elementwise launches as commands of the expression machine.
 *
 * <p>The outputs are walked as a matrix of rows, in blocks of several short rows or of parts of a long one. An input is read in place where it lies as the
 * outputs do ("element"), or where one row serves all ("repeated") and a block is within a row; a row that serves several short ones is repeated into a
 * buffer once per run, and any other broadcast is spread into a buffer block by block ("strided").
 */
final class Programs {
    /** Elements of a block; a few blocks stay in a first cache of 32 KiB. */
    static final int BLOCK = 512;

    /** Bytes between the starts of blocks: the last 64 keep equal places of two blocks from having equal low address bits. */
    static final long BLOCK_BYTES = BLOCK * (long) Double.BYTES + 64;

    private static final int ELEMENT = 0;
    private static final int REPEATED = 1;
    private static final int STRIDED = 2;

    /** Bits of a register's number within an instruction's word. */
    private static final int REGISTER_BITS = 16;

    private final Tape tape;
    private final long scratch;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final ProgramCode code;
    private final Map<Operand, Integer> registers = new LinkedHashMap<>();
    private final Axes axes;
    private final long columns;
    private final long rows;
    private final long rowsPerBlock;
    private int buffers;

    private Programs(Tape tape, long scratch, Program program, List<Tensor> inputs, List<Tensor> outputs) {
        this.tape = tape;
        this.scratch = scratch;
        this.inputs = inputs;
        this.outputs = outputs;
        Tensor output = outputs.get(0);
        List<Boolean> isSingle = new ArrayList<>();
        List<Set<Integer>> overwrittenBy = new ArrayList<>();
        List<long[]> strides = new ArrayList<>();
        for (Tensor input : inputs) {
            isSingle.add(input.size() == 1 && output.size() > 1);
            overwrittenBy.add(overlapping(input));
            strides.add(input.stridesIn(output.shape()));
        }
        strides.add(output.shape().strides());
        this.code = ProgramCode.of(program, isSingle, overwrittenBy);
        this.axes = Axes.of(output.shape().dims(), strides);
        int last = axes.extents().size() - 1;
        this.columns = last < 0 ? 1 : axes.extents().get(last);
        this.rows = output.size() / columns;
        this.rowsPerBlock = Math.max(1, BLOCK / columns);
        this.buffers = code.blocks();
    }

    /**
     * @param scratch the address of as many blocks as {@link #blocks} says
     * @param outputs not empty, and in memory of their own except that one may lie exactly on an input of its shape
     */
    static void of(Tape tape, long scratch, Program program, List<Tensor> inputs, List<Tensor> outputs) {
        new Programs(tape, scratch, program, inputs, outputs).write();
    }

    /** Enough blocks of scratch for a program. */
    static long blocks(Program program) {
        return program.inputs()
                + (long) program.instructions().size()
                + program.outputs().size();
    }

    private Set<Integer> overlapping(Tensor input) {
        Set<Integer> overlapping = new HashSet<>();
        for (int o = 0; o < outputs.size(); o++) {
            if (outputs.get(o).overlaps(input)) {
                overlapping.add(o);
            }
        }
        return overlapping;
    }

    private void write() {
        List<Step> steps = new ArrayList<>(code.once());
        steps.addAll(code.perBlock());
        for (Step step : steps) {
            step.operands().forEach(this::register);
            register(step.to());
        }
        int table = table();
        List<Integer> read = registers.keySet().stream()
                .filter(operand -> operand.place() == Place.INPUT)
                .map(Operand::index)
                .toList();
        List<Operand> written = registers.keySet().stream()
                .filter(operand -> operand.place() == Place.OUTPUT)
                .toList();
        long parts = (columns + BLOCK - 1) / BLOCK;
        tape.begin(Command.PROGRAM, outputs.get(0).dataType())
                .addressOf(table)
                .add(rows)
                .add(columns)
                .add(rowsPerBlock)
                .add((columns + parts - 1) / parts)
                .add(code.once().size())
                .add(code.perBlock().size())
                .add(read.size())
                .add(written.size());
        read.forEach(this::writeInput);
        for (Operand output : written) {
            tape.add(register(output)).add(outputs.get(output.index()).address());
        }
        steps.forEach(this::writeStep);
    }

    private int register(Operand operand) {
        return registers.computeIfAbsent(operand, unused -> registers.size());
    }

    /** The addresses of the registers; those of inputs and outputs are filled in block by block. */
    private int table() {
        Map<Operand, Integer> numbers = new LinkedHashMap<>();
        for (Operand operand : registers.keySet()) {
            if (operand.place() == Place.CONSTANT) {
                double number = code.constant(operand.index());
                numbers.put(operand, tape.datum(number, outputs.get(0).dataType()));
            } else if (operand.place() == Place.SINGLE && operand.index() >= inputs.size()) {
                numbers.put(operand, tape.datum(0));
            }
        }
        int first = -1;
        for (Operand operand : registers.keySet()) {
            Integer number = numbers.get(operand);
            int datum;
            if (number != null) {
                datum = tape.datumOfAddress(number);
            } else if (operand.place() == Place.SINGLE) {
                datum = tape.datum(inputs.get(operand.index()).address());
            } else if (operand.place() == Place.BLOCK) {
                datum = tape.datum(scratch + operand.index() * BLOCK_BYTES);
            } else {
                datum = tape.datum(0);
            }
            first = first < 0 ? datum : first;
        }
        return first;
    }

    private void writeInput(int index) {
        List<Long> strides = axes.strides().get(index);
        List<Long> own = axes.strides().get(inputs.size());
        int outer = Math.max(0, strides.size() - 1);
        long step = strides.isEmpty() ? 1 : strides.get(outer);
        boolean isRow = step == 1 && strides.subList(0, outer).stream().allMatch(stride -> stride == 0);
        int access = strides.equals(own) ? ELEMENT : isRow ? REPEATED : STRIDED;
        long buffer = access == ELEMENT ? 0 : scratch + buffers++ * BLOCK_BYTES;
        tape.add(access)
                .add(register(new Operand(Place.INPUT, index)))
                .add(inputs.get(index).address())
                .add(buffer)
                .add(step)
                .add(outer);
        for (int axis = 0; axis < outer; axis++) {
            tape.add(axes.extents().get(axis)).add(strides.get(axis));
        }
    }

    private void writeStep(Step step) {
        int which = 0;
        long word = register(step.to());
        for (int i = 0; i < step.operands().size(); i++) {
            Operand operand = step.operands().get(i);
            boolean isOne = operand.isOne() && step.to().place() != Place.SINGLE;
            which |= isOne ? 1 << i : 0;
            word |= (long) register(operand) << REGISTER_BITS * (i + 1);
        }
        tape.add((long) step.opcode() << 3 | which).add(word);
    }
}
