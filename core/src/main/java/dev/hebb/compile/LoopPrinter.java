package dev.hebb.compile;

import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.CPrinter;
import dev.hebb.expr.Dialect;
import dev.hebb.expr.Program.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The loops of a printed region, in an arrangement that a subclass chooses.
 *
 * <p>Names: value {@code n} is {@code vn} in the scope where it is known; {@code xn} is the address of input {@code n} and {@code yn} that of output
 * {@code n}; {@code sn} is what a reduction has gathered so far, {@code an} an array of value {@code n} by rows, and {@code bn} where value {@code n} is kept
 * for later stages.
 */
abstract class LoopPrinter {
    final Region region;
    final List<Space> spaces;
    final Stages stages;
    final Dialect dialect;
    private final CPrinter expressions;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    LoopPrinter(Region region, Dialect dialect, int depth) {
        this.region = region;
        this.spaces = region.spaces();
        this.stages = new Stages(region);
        this.dialect = dialect;
        this.expressions = new CPrinter(dialect);
        this.depth = depth;
    }

    /** The statements that compute the region. */
    final String print() {
        printLoops();
        return text.toString();
    }

    abstract void printLoops();

    /** How the innermost loop reads an input, or a value that another loop has put away. */
    abstract String read(int value);

    /** Whether the innermost loop of a stage reads a value instead of computing it. */
    abstract boolean isRead(int value, int stage);

    /** Writes a line; a brace at its end opens a scope, one at its beginning closes it. */
    final void line(String line) {
        if (line.startsWith("}")) {
            depth--;
        }
        text.append(line.startsWith("#") ? "" : "    ".repeat(depth))
                .append(line)
                .append('\n');
        if (line.endsWith("{")) {
            depth++;
        }
    }

    /** The beginning of a loop whose iterations may run at once, and the numbers {@code sn} that it gathers. */
    final void loop(String index, String from, String until, List<Integer> gathered) {
        List<String> sums = new ArrayList<>();
        List<String> maxima = new ArrayList<>();
        gathered.forEach(value -> (isMaximum(value) ? maxima : sums).add("s" + value));
        line(dialect.simd(sums, maxima));
        line("for (int64_t " + index + " = " + from + "; " + index + " < " + until + "; ++" + index + ") {");
    }

    /** The values that {@code value} is made of in the innermost loop of a stage, without those of one number, each after those it reads. */
    final void collect(int value, int stage, Set<Integer> values) {
        if (spaces.get(value) == Space.SINGLE || values.contains(value)) {
            return;
        }
        if (!stages.isInput(value) && !isRead(value, stage)) {
            stages.step(value).operands().forEach(operand -> collect(operand, stage, values));
        }
        values.add(value);
    }

    /** The values of which the innermost loop of a stage makes what it must. */
    final Set<Integer> needed(int stage) {
        Set<Integer> values = new LinkedHashSet<>();
        stages.roots(stage).forEach(value -> collect(value, stage, values));
        return values;
    }

    /** Declares a value as it is read or computed. */
    final void declare(int value, int stage) {
        boolean isRead = stages.isInput(value) || isRead(value, stage);
        declare(value, isRead ? read(value) : expression(value));
    }

    final void declare(int value, String is) {
        line("const " + dialect.type() + " v" + value + " = " + is + ";");
    }

    final void declareGathered(int reduction) {
        line(dialect.type() + " s" + reduction + " = " + start(reduction) + ";");
    }

    final String start(int reduction) {
        return isMaximum(reduction) ? dialect.literal(Double.NEGATIVE_INFINITY) : dialect.literal(0);
    }

    /** Adds to {@code to}, or makes it the maximum. */
    final void combine(int reduction, String to, String from) {
        line(isMaximum(reduction) ? to + " = " + expressions.maximum(to, from) + ";" : to + " += " + from + ";");
    }

    final String expression(int value) {
        Instruction instruction = ((Step.Compute) stages.step(value)).instruction();
        return expressions.expression(instruction, operand -> "v" + operand);
    }

    /** The computed values of rows that a stage begins with. */
    final List<Integer> rowValues(int stage) {
        return steps().filter(value -> spaces.get(value) == Space.ROWS
                        && stages.of(value) == stage
                        && stages.step(value) instanceof Step.Compute)
                .boxed()
                .toList();
    }

    /** The reductions of all. */
    final List<Integer> totals() {
        return steps().filter(value -> stages.step(value) instanceof Step.Reduce reduce
                        && reduce.reduction().result() == Space.SINGLE)
                .boxed()
                .toList();
    }

    /** The reductions of all the rows' values that a stage begins with. */
    final List<Integer> totalsOfRows(int stage) {
        return totals().stream()
                .filter(value -> spaces.get(operand(value)) == Space.ROWS && stages.of(operand(value)) == stage)
                .toList();
    }

    private IntStream steps() {
        return IntStream.range(region.inputs().size(), spaces.size());
    }

    final Reduction reduction(int value) {
        return ((Step.Reduce) stages.step(value)).reduction();
    }

    final int operand(int reduction) {
        return stages.step(reduction).operands().get(0);
    }

    private boolean isMaximum(int value) {
        return reduction(value) == Reduction.ROW_MAX || reduction(value) == Reduction.TOTAL_MAX;
    }

    final int valueOf(int output) {
        return region.outputs().get(output).value();
    }

    /** The outputs that are {@code value}. */
    final List<Integer> outputsOf(int value) {
        return IntStream.range(0, region.outputs().size())
                .filter(output -> valueOf(output) == value)
                .boxed()
                .toList();
    }

    /** The outputs of a space that are computed, not gathered from rows. */
    final List<Integer> outputsOf(Space space) {
        return IntStream.range(0, region.outputs().size())
                .filter(output -> spaces.get(valueOf(output)) == space)
                .filter(output -> space == Space.ROWS
                        || stages.isInput(valueOf(output))
                        || stages.step(valueOf(output)) instanceof Step.Compute)
                .boxed()
                .toList();
    }
}
