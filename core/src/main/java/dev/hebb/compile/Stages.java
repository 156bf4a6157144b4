package dev.hebb.compile;

import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.expr.UnaryFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A region as a sequence of loops over each row: a stage ends where a reduction of the row is complete that a later stage needs.
 *
 * <p>What a later stage needs of an earlier one is kept, one number per element of the row, unless it is a single arithmetic instruction on inputs, which is
 * cheaper to do again. Outputs of the matrix are written in the last stage, so that one may lie on an input.
 */
final class Stages {
    /** Functions that cost no more than arithmetic. */
    static final Set<UnaryFunction> CHEAP1 = Set.of(UnaryFunction.NEGATE, UnaryFunction.ABSOLUTE);

    private static final Set<BinaryFunction> DEAR2 = Set.of(BinaryFunction.DIVIDE, BinaryFunction.POWER);

    private final Region region;
    private final List<Space> spaces;
    private final List<Integer> levels = new ArrayList<>();
    private final TreeSet<Integer> kept = new TreeSet<>();
    private final int count;
    private final int last;

    Stages(Region region) {
        this.region = region;
        this.spaces = region.spaces();
        for (int value = 0; value < spaces.size(); value++) {
            int level = isInput(value)
                    ? 0
                    : step(value).operands().stream()
                            .mapToInt(levels::get)
                            .max()
                            .orElse(0);
            levels.add(endsStage(value) ? level + 1 : level);
        }
        this.count = levels.stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        this.last = lastOfMatrix();
        for (int stage = last; stage >= 0; stage--) {
            int of = stage;
            roots(stage).forEach(value -> need(value, of));
        }
    }

    private int lastOfMatrix() {
        int last = 0;
        for (int value = region.inputs().size(); value < spaces.size(); value++) {
            if (step(value) instanceof Step.Reduce reduce && spaces.get(reduce.operand()) == Space.MATRIX) {
                last = Math.max(last, levels.get(reduce.operand()));
            }
        }
        for (Region.Output output : region.outputs()) {
            last = spaces.get(output.value()) == Space.MATRIX ? Math.max(last, levels.get(output.value())) : last;
        }
        return last;
    }

    private boolean endsStage(int value) {
        return !isInput(value)
                && step(value) instanceof Step.Reduce reduce
                && reduce.reduction().isOfRow();
    }

    private void need(int value, int stage) {
        if (isInput(value) || spaces.get(value) == Space.SINGLE || spaces.get(value) == Space.ROWS) {
            return;
        }
        if (spaces.get(value) == Space.COLUMNS ? !isCheap(value) : levels.get(value) < stage && !isCheap(value)) {
            kept.add(value);
        } else {
            step(value).operands().forEach(operand -> need(operand, stage));
        }
    }

    /** Whether it is done again where it is needed again. */
    private boolean isCheap(int value) {
        Instruction instruction = ((Step.Compute) step(value)).instruction();
        boolean isArithmetic = instruction instanceof Instruction.Apply1 f
                ? CHEAP1.contains(f.function())
                : !(instruction instanceof Instruction.Apply2 g && DEAR2.contains(g.function()));
        return isArithmetic
                && step(value).operands().stream()
                        .allMatch(operand -> isInput(operand)
                                || spaces.get(operand) == Space.SINGLE
                                || spaces.get(operand) == Space.ROWS);
    }

    boolean isInput(int value) {
        return value < region.inputs().size();
    }

    Step step(int value) {
        return region.steps().get(value - region.inputs().size());
    }

    /** How many stages there are. */
    int count() {
        return count;
    }

    /** The stage that writes the outputs of the matrix. */
    int last() {
        return last;
    }

    /** The stage in which a value is made. */
    int of(int value) {
        return levels.get(value);
    }

    /** The values that have a buffer, in the order of their buffers: of the matrix one row, of columns all. */
    List<Integer> kept() {
        return List.copyOf(kept);
    }

    /** The values of the matrix that are kept for later ones by the loop of a stage. */
    List<Integer> keptBy(int stage) {
        return kept.stream()
                .filter(value -> spaces.get(value) == Space.MATRIX && levels.get(value) == stage)
                .toList();
    }

    /** The values of the matrix that the loop of a stage must have. */
    List<Integer> roots(int stage) {
        Set<Integer> roots = new TreeSet<>();
        reductions(stage).forEach(value -> roots.add(step(value).operands().get(0)));
        roots.addAll(keptBy(stage));
        if (stage == last) {
            region.outputs().stream()
                    .map(Region.Output::value)
                    .filter(value -> spaces.get(value) == Space.MATRIX)
                    .forEach(roots::add);
        }
        return List.copyOf(roots);
    }

    /** The reductions of the matrix that the loop of a stage makes, by their values. */
    List<Integer> reductions(int stage) {
        List<Integer> reductions = new ArrayList<>();
        for (int value = region.inputs().size(); value < spaces.size(); value++) {
            if (step(value) instanceof Step.Reduce reduce
                    && spaces.get(reduce.operand()) == Space.MATRIX
                    && levels.get(reduce.operand()) == stage) {
                reductions.add(value);
            }
        }
        return reductions;
    }
}
