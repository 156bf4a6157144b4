package dev.hebb.compile;

import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.expr.Dialect;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** For rows of many elements: one row after another, with vectors along the row. A flat region is one row, of which a part is computed. */
final class RowLoops extends LoopPrinter {
    RowLoops(Region region, Dialect dialect, int depth) {
        super(region, dialect, depth);
    }

    @Override
    String read(int value) {
        if (!stages.isInput(value)) {
            return "b" + value + "[i]";
        }
        return (spaces.get(value) == Space.MATRIX && !region.isFlat() ? "r" : "x") + value + "[i]";
    }

    @Override
    boolean isRead(int value, int stage) {
        return spaces.get(value) == Space.ROWS
                || stages.kept().contains(value) && (spaces.get(value) == Space.COLUMNS || stages.of(value) < stage);
    }

    @Override
    void printLoops() {
        totals().forEach(this::declareGathered);
        for (int b = 0; b < stages.kept().size(); b++) {
            line(dialect.type() + "* const b" + stages.kept().get(b) + " = pass.scratch + " + b + " * columns;");
        }
        keepColumns();
        if (region.isFlat()) {
            matrix(0, "first", "last", "i");
        } else {
            rows();
        }
        for (int value : totals()) {
            outputsOf(value).forEach(output -> combine(value, "y" + output + "[0]", "s" + value));
        }
        for (int output : outputsOf(Space.COLUMNS)) {
            columns(valueOf(output));
            line("y" + output + "[i] = v" + valueOf(output) + ";");
            line("}");
        }
    }

    /** Values of columns that are not worth doing again for every row. */
    private void keepColumns() {
        for (int value : stages.kept()) {
            if (spaces.get(value) == Space.COLUMNS) {
                loop("i", "0", "columns", List.of());
                Set<Integer> values = new LinkedHashSet<>();
                stages.step(value).operands().forEach(operand -> collect(operand, 0, values));
                values.forEach(needed -> declare(needed, 0));
                line("b" + value + "[i] = " + expression(value) + ";");
                line("}");
            }
        }
    }

    /** The beginning of a loop over the columns, with one of their values. */
    private void columns(int value) {
        loop("i", "0", "columns", List.of());
        Set<Integer> values = new LinkedHashSet<>();
        collect(value, 0, values);
        values.forEach(needed -> declare(needed, 0));
    }

    private void rows() {
        line("for (int64_t row = first; row < last; ++row) {");
        for (int value = 0; value < region.inputs().size(); value++) {
            if (spaces.get(value) == Space.ROWS) {
                declare(value, "x" + value + "[row]");
            } else if (spaces.get(value) == Space.MATRIX) {
                line("const " + dialect.type() + "* const r" + value + " = x" + value + " + row * columns;");
            }
        }
        for (int stage = 0; stage < stages.count(); stage++) {
            rowValues(stage).forEach(value -> declare(value, expression(value)));
            totalsOfRows(stage).forEach(value -> combine(value, "s" + value, "v" + operand(value)));
            matrix(stage, "0", "columns", "row * columns + i");
        }
        for (int output : outputsOf(Space.ROWS)) {
            line("y" + output + "[row] = v" + valueOf(output) + ";");
        }
        line("}");
    }

    private void matrix(int stage, String from, String until, String element) {
        if (stages.roots(stage).isEmpty()) {
            return;
        }
        List<Integer> reductions = stages.reductions(stage);
        List<Integer> ofRow =
                reductions.stream().filter(value -> reduction(value).isOfRow()).toList();
        List<Integer> ofColumns = reductions.stream()
                .filter(value -> reduction(value) == Reduction.COLUMN_SUM)
                .toList();
        List<Integer> gathered =
                reductions.stream().filter(value -> !ofColumns.contains(value)).toList();
        ofRow.forEach(this::declareGathered);
        loop("i", from, until, gathered);
        needed(stage).stream().filter(value -> spaces.get(value) != Space.ROWS).forEach(value -> declare(value, stage));
        gathered.forEach(value -> combine(value, "s" + value, "v" + operand(value)));
        for (int value : ofColumns) {
            outputsOf(value).forEach(output -> combine(value, "y" + output + "[i]", "v" + operand(value)));
        }
        stages.keptBy(stage).forEach(value -> line("b" + value + "[i] = v" + value + ";"));
        if (stage == stages.last()) {
            outputsOf(Space.MATRIX)
                    .forEach(output -> line("y" + output + "[" + element + "] = v" + valueOf(output) + ";"));
        }
        line("}");
        ofRow.forEach(value -> declare(value, "s" + value));
    }
}
