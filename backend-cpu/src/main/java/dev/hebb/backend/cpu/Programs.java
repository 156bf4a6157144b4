package dev.hebb.backend.cpu;

import dev.hebb.backend.cpu.MachineCode.Operand;
import dev.hebb.backend.cpu.MachineCode.Place;
import dev.hebb.backend.cpu.MachineCode.Step;
import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Space;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A region as a command: by a printed kernel, or on the expression machine.
 *
 * <p>The machine walks the matrix in blocks of several short rows or of parts of a long one; rows that are reduced are never cut. An input is read in place
 * where it lies as the matrix does or has one number per row; a row that serves several short ones is repeated into a buffer once per call, and any other
 * broadcast is spread into a buffer block by block.
 */
final class Programs {
    /** Elements of a block; a few blocks stay in a first cache of 32 KiB. */
    static final int BLOCK = 512;

    private static final int ALIGNMENT = 64;
    private static final int WORD = Long.BYTES;
    /** Bits of a register's number within an instruction's word. */
    private static final int REGISTER_BITS = 16;

    /** How the machine reads an input, in the order of {@code program.hpp}. */
    private enum Access {
        ELEMENT,
        PER_ROW,
        PER_COLUMN,
        STRIDED
    }

    private final Tape tape;
    private final Region region;
    private final RegionInputs inputs;
    private final List<Tensor> outputs;
    private final MachineCode code;
    private final Map<Operand, Integer> registers = new LinkedHashMap<>();
    private final long rowsPerBlock;
    private final long columnsPerBlock;
    private long scratch;

    private Programs(Tape tape, RegionInputs inputs, List<Tensor> outputs) {
        this.tape = tape;
        this.region = inputs.region();
        this.inputs = inputs;
        this.outputs = outputs;
        this.code = MachineCode.of(region, overlaps());
        this.rowsPerBlock = region.isFlat() ? 1 : Math.max(1, BLOCK / region.columns());
        long parts = hasRows() ? 1 : (region.columns() + BLOCK - 1) / BLOCK;
        this.columnsPerBlock = (region.columns() + parts - 1) / parts;
    }

    private boolean hasRows() {
        return region.steps().stream()
                .anyMatch(step -> step instanceof Region.Step.Reduce reduce
                        && reduce.reduction().isOfRow());
    }

    /** The machine's code for a region, as data of the tape; the command's arguments refer to it. */
    static MachineWords machine(Tape tape, RegionInputs inputs, List<Tensor> outputs) {
        return new Programs(tape, inputs, outputs).write();
    }

    /**
     * @param datum where the code begins
     * @param scratchBytes what the machine needs for itself
     */
    record MachineWords(int datum, long scratchBytes) {}

    private List<Set<Integer>> overlaps() {
        List<Set<Integer>> overlaps = new ArrayList<>();
        for (Tensor input : inputs.tensors()) {
            Set<Integer> on = new HashSet<>();
            for (int o = 0; o < outputs.size(); o++) {
                if (outputs.get(o).overlaps(input)) {
                    on.add(o);
                }
            }
            overlaps.add(on);
        }
        return overlaps;
    }

    private MachineWords write() {
        List<Step> steps = new ArrayList<>(code.once());
        steps.addAll(code.perBlock());
        for (Step step : steps) {
            step.operands().forEach(this::register);
            register(step.to());
        }
        scratch = registers.size() * (long) WORD;
        long singles = room(code.count(Place.SINGLE), WORD);
        long rowBlocks = room(code.count(Place.ROW_BLOCK), rowBlockBytes());
        long blocks = room(code.count(Place.BLOCK), blockBytes());
        List<Integer> read = registers.keySet().stream()
                .filter(operand ->
                        operand.place() == Place.INPUT && region.inputs().get(operand.index()) != Space.SINGLE)
                .map(Operand::index)
                .toList();
        int datum = tape.nextDatum();
        words(
                rowsPerBlock,
                columnsPerBlock,
                registers.size(),
                read.size(),
                outputs.size(),
                code.once().size(),
                steps.size());
        for (Operand operand : registers.keySet()) {
            switch (operand.place()) {
                case CONSTANT -> words(0, operand.index());
                case SINGLE -> words(1, singles + operand.index() * (long) WORD);
                case ROW_BLOCK -> words(1, rowBlocks + operand.index() * rowBlockBytes());
                case BLOCK -> words(1, blocks + operand.index() * blockBytes());
                case INPUT -> words(2, operand.index());
                case OUTPUT -> words(1, 0);
            }
        }
        read.forEach(this::writeInput);
        for (int o = 0; o < outputs.size(); o++) {
            Integer register = registers.get(new Operand(Place.OUTPUT, o));
            words(register == null ? -1 : register, outputSpace(o).ordinal());
        }
        steps.forEach(this::writeStep);
        return new MachineWords(datum, scratch);
    }

    /** How an output is walked: a total by nothing, a sum of columns by column. */
    private Space outputSpace(int output) {
        return region.spaces().get(region.outputs().get(output).value());
    }

    private void words(long... words) {
        for (long word : words) {
            tape.datum(word);
        }
    }

    private int register(Operand operand) {
        return registers.computeIfAbsent(operand, unused -> registers.size());
    }

    /** Room in the scratch for {@code count} blocks; its offset. */
    private long room(long count, long bytes) {
        long offset = (scratch + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        scratch = offset + count * bytes;
        return offset;
    }

    /** Bytes between the starts of blocks: 64 more than a block keep equal places of two blocks from having equal low address bits. */
    private long blockBytes() {
        return bytes(rowsPerBlock * columnsPerBlock);
    }

    private long rowBlockBytes() {
        return bytes(rowsPerBlock);
    }

    private static long bytes(long elements) {
        return (elements * WORD + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + ALIGNMENT;
    }

    private void writeInput(int index) {
        Space space = region.inputs().get(index);
        List<Long> strides = inputs.strides(index);
        Access access = !strides.isEmpty()
                ? Access.STRIDED
                : space == Space.MATRIX ? Access.ELEMENT : space == Space.ROWS ? Access.PER_ROW : Access.PER_COLUMN;
        boolean isBuffered = access == Access.STRIDED || access == Access.PER_COLUMN;
        long buffer = isBuffered ? room(1, blockBytes()) : 0;
        int outer = Math.max(0, strides.size() - 1);
        words(
                access.ordinal(),
                register(new Operand(Place.INPUT, index)),
                index,
                buffer,
                strides.isEmpty() ? 1 : strides.get(outer),
                outer);
        for (int axis = 0; axis < outer; axis++) {
            words(inputs.extents().get(axis), strides.get(axis));
        }
    }

    private void writeStep(Step step) {
        long word = register(step.to());
        for (int i = 0; i < step.operands().size(); i++) {
            word |= (long) register(step.operands().get(i)) << REGISTER_BITS * (i + 1);
        }
        words(step.opcode(), step.ones(), step.space().ordinal(), word);
    }
}
