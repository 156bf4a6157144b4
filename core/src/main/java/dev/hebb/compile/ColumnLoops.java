package dev.hebb.compile;

import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.Dialect;
import dev.hebb.expr.Program.Instruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** For rows of few elements: a block of rows at a time, column after column, with vectors down the column; values of rows are arrays of the block. */
final class ColumnLoops extends LoopPrinter {
    /** Rows of a block: enough for whole vectors, few enough that a block's arrays stay in the first cache. */
    private static final int BLOCK = 64;

    private final int narrow;

    ColumnLoops(Region region, Dialect dialect, int depth) {
        super(region, dialect, depth);
        this.narrow = narrow(region);
    }

    /**
     * Below how many columns this is the faster arrangement: reading down a column costs more, but no vector is cut short by the end of a row. Measured with AVX2
     * on softmax, tanh with bias, and bare sums.
     */
    static int narrow(Region region) {
        if (region.steps().stream()
                .anyMatch(step ->
                        step instanceof Step.Reduce reduce && reduce.reduction().isOfRow())) {
            return 32;
        }
        boolean callsFunctions = region.steps().stream()
                .anyMatch(step -> step instanceof Step.Compute compute
                        && compute.instruction() instanceof Instruction.Apply1 f
                        && !Stages.CHEAP1.contains(f.function()));
        return callsFunctions ? 16 : 8;
    }

    @Override
    String read(int value) {
        boolean isOfRows = spaces.get(value) == Space.ROWS;
        if (!stages.isInput(value)) {
            return isOfRows ? "a" + value + "[i]" : "b" + value + "[column * " + BLOCK + " + i]";
        }
        return "x" + value
                + (isOfRows
                        ? "[row + i]"
                        : spaces.get(value) == Space.COLUMNS ? "[column]" : "[(row + i) * columns + column]");
    }

    /** In the loop over columns; in that over rows alone the stage's own values are computed. */
    @Override
    boolean isRead(int value, int stage) {
        return spaces.get(value) == Space.ROWS
                || spaces.get(value) == Space.MATRIX && stages.kept().contains(value) && stages.of(value) < stage;
    }

    @Override
    void printLoops() {
        IntStream.range(region.inputs().size(), spaces.size())
                .filter(this::isStored)
                .forEach(value -> line("alignas(64) " + dialect.type() + " a" + value + "[" + BLOCK + "];"));
        for (int value : stages.kept()) {
            if (spaces.get(value) == Space.MATRIX) {
                line("alignas(64) " + dialect.type() + " b" + value + "[" + narrow * BLOCK + "];");
            }
        }
        for (int value : totals()) {
            line("alignas(64) " + dialect.type() + " a" + value + "[" + BLOCK + "];");
            line("for (int64_t i = 0; i < " + BLOCK + "; ++i) a" + value + "[i] = " + start(value) + ";");
        }
        line("for (int64_t row = first; row < last; row += " + BLOCK + ") {");
        line("const int64_t rows = last - row < " + BLOCK + " ? last - row : " + BLOCK + ";");
        for (int stage = 0; stage < stages.count(); stage++) {
            rowValues(stage, stages.reductions(stage));
            matrix(stage);
        }
        rowOutputs();
        line("}");
        totals().forEach(this::total);
        columnOutputs();
    }

    private void rowValues(int stage, List<Integer> reductions) {
        List<Integer> starting =
                reductions.stream().filter(value -> reduction(value).isOfRow()).toList();
        List<Integer> own = rowValues(stage);
        List<Integer> totals = totalsOfRows(stage);
        if (starting.isEmpty() && own.isEmpty() && totals.isEmpty()) {
            return;
        }
        loop("i", "0", "rows", List.of());
        Set<Integer> declared = new LinkedHashSet<>();
        for (int value : own) {
            stages.step(value).operands().forEach(operand -> declareOfRows(operand, declared));
            declare(value, expression(value));
            declared.add(value);
            if (isStored(value)) {
                line("a" + value + "[i] = v" + value + ";");
            }
        }
        for (int value : totals) {
            declareOfRows(operand(value), declared);
            combine(value, "a" + value + "[i]", "v" + operand(value));
        }
        starting.forEach(value -> line("a" + value + "[i] = " + start(value) + ";"));
        line("}");
    }

    /** Whether a value of rows is needed outside the loop over rows that makes it. */
    private boolean isStored(int value) {
        if (spaces.get(value) != Space.ROWS) {
            return false;
        }
        boolean isReadElsewhere = IntStream.range(value + 1, spaces.size())
                .anyMatch(user -> stages.step(user).operands().contains(value)
                        && spaces.get(user) != Space.SINGLE
                        && (spaces.get(user) == Space.MATRIX || stages.of(user) != stages.of(value)));
        return stages.step(value) instanceof Step.Reduce
                || isReadElsewhere
                || !outputsOf(value).isEmpty();
    }

    private void declareOfRows(int value, Set<Integer> declared) {
        if (spaces.get(value) == Space.ROWS && declared.add(value)) {
            declare(value, read(value));
        }
    }

    private void matrix(int stage) {
        if (stages.roots(stage).isEmpty()) {
            return;
        }
        List<Integer> reductions = stages.reductions(stage);
        List<Integer> ofColumns = reductions.stream()
                .filter(value -> reduction(value) == Reduction.COLUMN_SUM)
                .toList();
        Set<Integer> needed = needed(stage);
        line("for (int64_t column = 0; column < columns; ++column) {");
        needed.stream().filter(value -> spaces.get(value) == Space.COLUMNS).forEach(value -> declare(value, stage));
        ofColumns.forEach(this::declareGathered);
        loop("i", "0", "rows", ofColumns);
        needed.stream().filter(value -> spaces.get(value) != Space.COLUMNS).forEach(value -> declare(value, stage));
        for (int value : reductions) {
            combine(value, ofColumns.contains(value) ? "s" + value : "a" + value + "[i]", "v" + operand(value));
        }
        stages.keptBy(stage).forEach(value -> line("b" + value + "[column * " + BLOCK + " + i] = v" + value + ";"));
        if (stage == stages.last()) {
            outputsOf(Space.MATRIX)
                    .forEach(output ->
                            line("y" + output + "[(row + i) * columns + column] = v" + valueOf(output) + ";"));
        }
        line("}");
        for (int value : ofColumns) {
            outputsOf(value).forEach(output -> combine(value, "y" + output + "[column]", "s" + value));
        }
        line("}");
    }

    private void rowOutputs() {
        List<Integer> outputs = outputsOf(Space.ROWS);
        if (!outputs.isEmpty()) {
            loop("i", "0", "rows", List.of());
            outputs.forEach(output -> line("y" + output + "[row + i] = " + read(valueOf(output)) + ";"));
            line("}");
        }
    }

    private void total(int value) {
        declareGathered(value);
        loop("i", "0", Integer.toString(BLOCK), List.of(value));
        combine(value, "s" + value, "a" + value + "[i]");
        line("}");
        outputsOf(value).forEach(output -> combine(value, "y" + output + "[0]", "s" + value));
    }

    private void columnOutputs() {
        for (int output : outputsOf(Space.COLUMNS)) {
            line("for (int64_t column = 0; column < columns; ++column) {");
            Set<Integer> values = new LinkedHashSet<>();
            collect(valueOf(output), 0, values);
            values.forEach(value -> declare(value, 0));
            line("y" + output + "[column] = v" + valueOf(output) + ";");
            line("}");
        }
    }
}
