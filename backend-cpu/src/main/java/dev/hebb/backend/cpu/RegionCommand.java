package dev.hebb.backend.cpu;

import dev.hebb.backend.cpu.Programs.MachineWords;
import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import java.util.List;

/**
 * A region's arguments within a command.
 *
 * <p>The rows are cut into units, by their number alone; each unit has accumulators of its own, so that sums do not depend on who computes which.
 */
final class RegionCommand {
    private static final int ALIGNMENT = 64;
    /** How many elements a unit of a flat region has at least. */
    private static final long UNIT_ELEMENTS = 2048;

    private static final long MOST_UNITS = 64;
    /** Units of rows are as many of these as it takes. */
    private static final long ROUND = 16;
    /** What a division into tasks is worth, in bytes. */
    private static final long BYTES_PER_TASK = 1 << 17;

    /** The most rows, or elements of a flat region, of a call that adds up: within it a sum is one running number per lane. */
    private static final long ROWS_PER_SUM = 64;

    private static final long ELEMENTS_PER_SUM = 4096;
    /** The machine prepares more per call. */
    private static final long MACHINE_ROWS_PER_SUM = 256;

    /** As {@code program.hpp} has room for. */
    private static final int MOST_OUTPUTS = 64;

    private static final int TENSOR = 0;
    private static final int SUM = 1;
    private static final int MAX = 2;

    private final RegionInputs inputs;
    private final List<Tensor> outputs;
    private final Region region;

    RegionCommand(RegionInputs inputs, List<Tensor> outputs) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.region = inputs.region();
        if (outputs.size() > MOST_OUTPUTS) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_OUTPUTS + " outputs but got " + outputs.size() + " of a region");
        }
    }

    /** Rows, or elements of a flat region. */
    private static long length(Region region) {
        return region.isFlat() ? region.columns() : region.rows();
    }

    /** Of so many rows. */
    static long rowsPerUnit(long rows) {
        return perUnit(rows, ROUND);
    }

    /** The units of so many rows. */
    static long units(long rows) {
        return (rows + rowsPerUnit(rows) - 1) / rowsPerUnit(rows);
    }

    private static long perUnit(long length, long least) {
        long most = Math.max(least, (length + MOST_UNITS - 1) / MOST_UNITS);
        return (most + ROUND - 1) / ROUND * ROUND;
    }

    /** Rows, or elements of a flat region. */
    private static long perUnit(Region region) {
        return region.isFlat() ? perUnit(region.columns(), UNIT_ELEMENTS) : rowsPerUnit(region.rows());
    }

    private static long units(Region region) {
        return (length(region) + perUnit(region) - 1) / perUnit(region);
    }

    /** How many tasks it is worth on so many threads. */
    static long tasks(Region region, int threads) {
        long worth = Math.round((double) traffic(region) / BYTES_PER_TASK);
        // As many for each thread, so that none waits for another's last.
        long even = worth <= threads ? worth : worth / threads * threads;
        return threads == 1 ? 1 : Math.max(1, Math.min(even, Math.min(units(region), 4L * threads)));
    }

    /** Of each unit: 0 where nothing is added up. */
    private static long accumulators(Region region) {
        return region.outputs().stream()
                .mapToLong(output -> accumulators(region, output))
                .sum();
    }

    private static long accumulators(Region region, Region.Output output) {
        return kind(region, output) == TENSOR ? 0 : output.shape().size();
    }

    /** Whether an output is a sum or maximum over all rows, and so written when all are done. */
    static boolean isSum(Region region, int output) {
        return kind(region, region.outputs().get(output)) != TENSOR;
    }

    private static int kind(Region region, Region.Output output) {
        int step = output.value() - region.inputs().size();
        if (step >= 0
                && region.steps().get(step) instanceof Step.Reduce reduce
                && !reduce.reduction().isOfRow()) {
            return reduce.reduction() == Reduction.TOTAL_MAX ? MAX : SUM;
        }
        return TENSOR;
    }

    /** The memory that a region's accumulators take together, in bytes. */
    static long accumulatorBytes(Region region) {
        return units(region) * accumulators(region) * Double.BYTES;
    }

    /** Bytes that go through the processor, about: what a division into tasks is worth. */
    private static long traffic(Region region) {
        long values = region.size(Space.MATRIX);
        long matrices =
                region.inputs().stream().filter(space -> space == Space.MATRIX).count()
                        + region.outputs().stream()
                                .filter(output -> output.shape().size() == values)
                                .count();
        return values * Float.BYTES * Math.max(1, matrices)
                + values * region.steps().size();
    }

    /**
     * Writes the arguments.
     *
     * @param kernel the address of a printed kernel; 0 for the machine
     * @param kernelScratch numbers of scratch per column that it needs
     * @param accumulators the address of {@link #accumulatorBytes} bytes
     */
    void write(Tape tape, long kernel, long kernelScratch, long accumulators) {
        int elementBytes = outputs.get(0).dataType().bytes();
        long perUnit = accumulators(region);
        long head = (perUnit * elementBytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        MachineWords machine = kernel == 0 ? Programs.machine(tape, inputs, outputs) : new MachineWords(0, 0);
        long bytes = kernel == 0 ? machine.scratchBytes() : kernelScratch * elementBytes + ALIGNMENT;
        int constants = tape.numbers(region.constants(), outputs.get(0).dataType());
        long perSum = region.isFlat() ? ELEMENTS_PER_SUM : kernel == 0 ? MACHINE_ROWS_PER_SUM : ROWS_PER_SUM;
        tape.scratch(head + bytes)
                .add(kernel)
                .add(region.isFlat())
                .add(length(region))
                .add(region.columns())
                .add(units(region))
                .add(perUnit(region))
                .add(perSum)
                .add(accumulators)
                .add(perUnit)
                .add(0)
                .add(head)
                .addressOf(constants)
                .addressOf(machine.datum())
                .add(inputs.tensors().size())
                .add(outputs.size());
        inputs.tensors().forEach(tensor -> tape.add(tensor.address()));
        long place = 0;
        for (int o = 0; o < outputs.size(); o++) {
            Region.Output output = region.outputs().get(o);
            long count = accumulators(region, output);
            tape.add(kind(region, output))
                    .add(outputs.get(o).address())
                    .add(place)
                    .add(count);
            place += count;
        }
    }
}
