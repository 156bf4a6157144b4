package dev.hebb.backend.cpu;

import dev.hebb.backend.cpu.RowWork.Kind;
import dev.hebb.shape.DataType;
import java.util.List;

/**
 * How launches on the same rows would be divided if they were one command.
 *
 * @param members in their order, all of one type
 * @param threads that compute
 */
record ChainShape(List<Candidate> members, int threads) {
    /** How much of a product's result is made before the region behind it reads it: it stays in the second cache. */
    private static final long CHUNK_BYTES = 1 << 19;

    private static final long LEAST_CHUNK_ROWS = 128;
    /** More than two members must find what they need in a second cache. */
    private static final long MOST_BYTES = 1 << 21;

    /** A right side of so many numbers does not stay in a cache: tasks with few rows would all wait for it, and divide its columns instead. */
    private static final long LARGE_SIDE = 1 << 18;

    private static final long FEW_ROWS = 64;

    /**
     * A launch that may be a member.
     *
     * @param operations multiplications and additions of a product
     * @param columns of what it makes row by row
     * @param side how many numbers every row reads, of a product
     * @param tasksAlone how many tasks it would be by itself, of a region
     * @param isHalved whether it is a product that sums over the rows in two halves
     */
    record Candidate(
            RowWork work,
            DataType dataType,
            double operations,
            long columns,
            long side,
            long tasksAlone,
            boolean isHalved) {
        boolean is(Kind kind) {
            return work.kind() == kind;
        }
    }

    long rows() {
        return members.get(0).work().rows();
    }

    long tasks() {
        double operations = members.stream().mapToDouble(Candidate::operations).sum();
        long most = members.stream().mapToLong(Candidate::tasksAlone).max().orElseThrow();
        return Math.max(Math.min(most, threads), Products.wantedTasks(operations, threads));
    }

    private long unitsPerTask() {
        return (RegionCommand.units(rows()) + tasks() - 1) / tasks();
    }

    /** How many units of rows a task takes at a time through all members. */
    long unitsAtOnce() {
        long bytesPerRow = members.stream()
                .mapToLong(member -> member.columns() * member.dataType().bytes())
                .max()
                .orElseThrow();
        long rows = Math.max(LEAST_CHUNK_ROWS, CHUNK_BYTES / bytesPerRow);
        return Math.min(unitsPerTask(), Math.max(1, rows / RegionCommand.rowsPerUnit(rows())));
    }

    /** Whether they are better one command than several. */
    boolean isWorthwhile() {
        boolean isAtOnce = unitsAtOnce() == unitsPerTask() && (isPair() || bytes() <= MOST_BYTES);
        return RegionCommand.units(rows()) >= tasks()
                && !waitsForMemory()
                && (isAtOnce && canSum() || !isAtOnce && isPair());
    }

    /** About what one task reads and writes. */
    private long bytes() {
        long rows = unitsPerTask() * RegionCommand.rowsPerUnit(rows());
        return members.stream()
                .mapToLong(member -> (rows * member.columns() + member.side())
                        * member.dataType().bytes())
                .sum();
    }

    /** Whether every task would read a large matrix for a few rows. */
    private boolean waitsForMemory() {
        long largest = members.stream().mapToLong(Candidate::side).max().orElseThrow();
        return tasks() > 1 && largest > LARGE_SIDE && unitsPerTask() * RegionCommand.rowsPerUnit(rows()) < FEW_ROWS;
    }

    /** Sums over the rows have at most two halves, one of each task. */
    private boolean canSum() {
        return tasks() == 1
                || members.stream().noneMatch(member -> member.is(Kind.SUM))
                || tasks() == 2 && members.stream().allMatch(member -> member.is(Kind.SUM) == member.isHalved());
    }

    /** Whether it is a product and a region that reads its result. */
    private boolean isPair() {
        return members.size() == 2
                && members.get(0).is(Kind.PRODUCT)
                && members.get(1).is(Kind.REGION)
                && members.get(1)
                        .work()
                        .byRow()
                        .contains(members.get(0).work().written().get(0));
    }
}
