package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.cpu.Chains.Chain;
import dev.hebb.compile.Launch;
import dev.hebb.compile.Plan;
import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.compile.Slot;
import dev.hebb.graph.op.MatrixProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether chains give what their plan gives, however fast tasks are: for every two launches of which one writes elements that the other touches, whether all that
 * the first does with them is done before the second comes to them. Knows only what the kernels do, nothing of the rules by which chains are made.
 */
final class ChainOrder {
    private final Plan plan;
    private final List<Chain> chains;

    /** Elements [first, last) of an arena, read or written. */
    private record Touch(String arena, long first, long last, boolean writes) {
        boolean conflicts(Touch other) {
            return (writes || other.writes) && arena.equals(other.arena) && first < other.last && other.first < last;
        }
    }

    /** What a member does in one piece, by a task or, after all tasks, when they have finished. */
    private record Piece(long task, long round, List<Touch> touches) {
        private static final long AFTER_ALL = Long.MAX_VALUE;

        boolean conflicts(Piece other) {
            return touches.stream().anyMatch(touch -> other.touches.stream().anyMatch(touch::conflicts));
        }

        /** Whether this piece of a member comes before one of a later member. */
        boolean isBefore(Piece later) {
            boolean isLast = task == AFTER_ALL;
            return !isLast && (later.task == AFTER_ALL || task == later.task && round <= later.round);
        }
    }

    private ChainOrder(Plan plan, List<Chain> chains) {
        this.plan = plan;
        this.chains = chains;
    }

    static void check(Plan plan, List<Chain> chains) {
        new ChainOrder(plan, chains).check();
    }

    private void check() {
        List<Integer> order = new ArrayList<>();
        for (Chain chain : chains) {
            order.addAll(chain.moved());
            order.addAll(chain.members());
        }
        assertEquals(
                IntStream.range(0, plan.launches().size()).boxed().toList(),
                order.stream().sorted().toList(),
                () -> "every launch once: " + chains);
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                int first = order.get(i);
                int second = order.get(j);
                assertTrue(
                        first < second || !whole(first).conflicts(whole(second)),
                        () -> "launch " + first + " may not run before " + second + " in " + chains + "\n"
                                + plan.text());
            }
        }
        chains.stream().filter(chain -> !chain.isOne()).forEach(this::check);
    }

    /** All that a launch touches. */
    private Piece whole(int launch) {
        List<Touch> touches = new ArrayList<>();
        plan.launches().get(launch).inputs().forEach(slot -> touches.add(all(slot, false)));
        plan.launches().get(launch).outputs().forEach(slot -> touches.add(all(slot, true)));
        return new Piece(0, 0, touches);
    }

    private static Touch all(Slot slot, boolean writes) {
        return new Touch(slot.arena(), slot.offset(), slot.end(), writes);
    }

    private void check(Chain chain) {
        List<List<Piece>> pieces =
                chain.members().stream().map(member -> pieces(chain, member)).toList();
        for (int i = 0; i < pieces.size(); i++) {
            for (int j = i + 1; j < pieces.size(); j++) {
                for (Piece before : pieces.get(i)) {
                    for (Piece after : pieces.get(j)) {
                        int at = i;
                        int other = j;
                        assertTrue(
                                before.isBefore(after) || !before.conflicts(after),
                                () -> "members " + at + " and " + other + " of " + chain + ": " + before
                                        + " is not always done before " + after + "\n" + plan.text());
                    }
                }
            }
        }
    }

    private List<Piece> pieces(Chain chain, int member) {
        Launch launch = plan.launches().get(member);
        List<Piece> pieces = new ArrayList<>();
        long units = RegionCommand.units(chain.rows());
        for (long task = 0; task < chain.tasks(); task++) {
            long until = units * (task + 1) / chain.tasks();
            for (long unit = units * task / chain.tasks(); unit < until; unit += chain.unitsAtOnce()) {
                long first = unit * RegionCommand.rowsPerUnit(chain.rows());
                long last = Math.min(unit + chain.unitsAtOnce(), until) * RegionCommand.rowsPerUnit(chain.rows());
                List<Touch> touches = touches(launch, chain.rows(), first, Math.min(last, chain.rows()));
                pieces.add(new Piece(task, unit, touches));
            }
        }
        if (isSum(launch)) {
            checkSum(launch, chain, pieces);
        }
        List<Touch> late = launch.outputs().stream()
                .filter(output -> !isByRow(launch, launch.outputs().indexOf(output)))
                .map(output -> all(output, true))
                .toList();
        pieces.add(new Piece(Piece.AFTER_ALL, 0, late));
        return pieces;
    }

    private static boolean isSum(Launch launch) {
        return launch.op() instanceof MatrixProduct product && product.transposeA();
    }

    /** A sum over rows takes all of them, or each half, in one piece. */
    private void checkSum(Launch launch, Chain chain, List<Piece> pieces) {
        Slot rows = launch.inputs().get(0);
        Slot columns = launch.inputs().get(1);
        assertTrue(pieces.size() <= 2, () -> "a sum in more than halves: " + chain + "\n" + plan.text());
        if (pieces.size() == 2) {
            boolean isHalved = chain.rows() >= 256
                    && chain.rows()
                            >= 2
                                    * Math.max(
                                            rows.shape().dim(-1),
                                            columns.shape().dim(-1));
            assertTrue(isHalved, () -> "a sum over few rows in halves: " + chain + "\n" + plan.text());
        }
    }

    /** What a launch touches for rows [first, last). */
    private static List<Touch> touches(Launch launch, long rows, long first, long last) {
        List<Touch> touches = new ArrayList<>();
        for (int i = 0; i < launch.inputs().size(); i++) {
            Slot input = launch.inputs().get(i);
            touches.add(isReadByRow(launch, i) ? part(input, rows, first, last, false) : all(input, false));
        }
        for (int o = 0; o < launch.outputs().size(); o++) {
            Slot output = launch.outputs().get(o);
            if (isByRow(launch, o)) {
                touches.add(part(output, rows, first, last, true));
            } else if (isSum(launch) && (first == 0)) {
                touches.add(all(output, true));
            }
        }
        return touches;
    }

    private static Touch part(Slot slot, long rows, long first, long last, boolean writes) {
        long width = slot.shape().size() / rows;
        assertEquals(rows * width, slot.shape().size(), () -> rows + " rows of " + slot);
        return new Touch(slot.arena(), slot.offset() + first * width, slot.offset() + last * width, writes);
    }

    private static boolean isReadByRow(Launch launch, int input) {
        if (launch.op() instanceof Region region) {
            Space space = region.inputs().get(input);
            return space == Space.MATRIX || space == Space.ROWS;
        }
        return isSum(launch) || input == 0;
    }

    /** Whether an output is written row by row; the others are written when all rows are done. */
    private static boolean isByRow(Launch launch, int output) {
        if (launch.op() instanceof Region region) {
            int step = region.outputs().get(output).value() - region.inputs().size();
            return step < 0
                    || !(region.steps().get(step) instanceof Step.Reduce reduce)
                    || reduce.reduction() == Reduction.ROW_SUM
                    || reduce.reduction() == Reduction.ROW_MAX;
        }
        return !isSum(launch);
    }
}
