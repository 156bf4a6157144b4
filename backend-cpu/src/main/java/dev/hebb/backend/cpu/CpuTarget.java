package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.compile.Target;
import dev.hebb.graph.CompositeOp;

/** What the {@code cpu} backend runs: primitives, and regions whose rows stay in a cache where they are read again. */
final class CpuTarget implements Target {
    /** The most columns of a matrix whose rows are reduced. */
    private static final long MOST_COLUMNS = 4096;

    private static final int MOST_OUTPUTS = 16;
    private static final int MOST_STEPS = 400;

    @Override
    public boolean runs(CompositeOp op) {
        return false;
    }

    @Override
    public boolean fuses(Region region) {
        boolean reducesRows = region.steps().stream()
                .anyMatch(step ->
                        step instanceof Step.Reduce reduce && reduce.reduction().isOfRow());
        return region.outputs().size() <= MOST_OUTPUTS
                && region.steps().size() <= MOST_STEPS
                && (!reducesRows || region.columns() <= MOST_COLUMNS)
                && region.outputs().stream().noneMatch(output -> isRowOfColumns(region, output));
    }

    /** One number per column that no sum makes: every row would write it. */
    private static boolean isRowOfColumns(Region region, Region.Output output) {
        int step = output.value() - region.inputs().size();
        boolean isSum = step >= 0
                && region.steps().get(step) instanceof Step.Reduce reduce
                && reduce.reduction() == Reduction.COLUMN_SUM;
        return !isSum && region.spaces().get(output.value()) == Space.COLUMNS;
    }
}
