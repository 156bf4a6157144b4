package dev.hebb.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A dataset of columns that are at hand. */
final class ColumnDataset implements Dataset {
    private final int rows;
    private final List<Column> inputs;
    private final List<Column> targets;
    private final Optional<Column> weights;
    private final Optional<Selection> selection;
    private final Optional<Dataset> source;
    /** Whether there is a dataset, somewhere behind this, to tell of the rows to come. */
    private final boolean tells;

    /** Rows of a larger dataset, whose columns are kept so that a selection of a selection goes through one array only. */
    private static final class Selection {
        final ColumnDataset all;
        final int[] chosen;

        Selection(ColumnDataset all, int[] chosen) {
            this.all = all;
            this.chosen = chosen;
        }
    }

    ColumnDataset(int rows, List<Column> inputs, List<Column> targets, Optional<Column> weights) {
        this(rows, inputs, targets, weights, Optional.empty(), Optional.empty());
    }

    /** The columns of another dataset, which is told of the rows to come. */
    ColumnDataset(Dataset source) {
        this(source, source.targets(), source.weights());
    }

    /** As {@link #ColumnDataset(Dataset)}, with other targets and weights. */
    ColumnDataset(Dataset source, List<Column> targets, Optional<Column> weights) {
        this(source.rows(), source.inputs(), targets, weights, Optional.empty(), Optional.of(source));
    }

    private ColumnDataset(
            int rows,
            List<Column> inputs,
            List<Column> targets,
            Optional<Column> weights,
            Optional<Selection> selection,
            Optional<Dataset> source) {
        this.rows = rows;
        this.inputs = List.copyOf(inputs);
        this.targets = List.copyOf(targets);
        this.weights = weights;
        this.selection = selection;
        this.source = source;
        this.tells = source.isPresent()
                ? !(source.get() instanceof ColumnDataset columns) || columns.tells
                : selection.isPresent() && selection.get().all.tells;
        requireDistinctNames(this.inputs, "inputs");
        requireDistinctNames(this.targets, "targets");
    }

    private static void requireDistinctNames(List<Column> columns, String what) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!column.name().isEmpty() && !seen.add(column.name())) {
                throw new DataException(
                        "expected distinct names of " + what + " but got '" + column.name() + "' twice");
            }
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public List<Column> inputs() {
        return inputs;
    }

    @Override
    public List<Column> targets() {
        return targets;
    }

    @Override
    public Optional<Column> weights() {
        return weights;
    }

    @Override
    public Dataset rows(int[] indices) {
        if (indices.length == 0) {
            throw new DataException("expected one row or more of " + rows + " but got none");
        }
        int[] chosen = new int[indices.length];
        for (int i = 0; i < chosen.length; i++) {
            int row = indices[i];
            if (row < 0 || row >= rows) {
                throw new DataException("expected rows from 0 to " + (rows - 1) + " but got " + row + " at place " + i);
            }
            chosen[i] = selection.isPresent() ? selection.get().chosen[row] : row;
        }
        ColumnDataset all = selection.isPresent() ? selection.get().all : this;
        return new ColumnDataset(
                chosen.length,
                selected(all.inputs, chosen),
                selected(all.targets, chosen),
                all.weights.map(column -> new SelectedColumn(column, chosen)),
                Optional.of(new Selection(all, chosen)),
                Optional.empty());
    }

    @Override
    public void willRead(int[] indices, int from, int count) {
        if (!tells) {
            return;
        } else if (source.isPresent()) {
            source.get().willRead(indices, from, count);
        } else if (selection.isPresent()) {
            int[] rowsOfAll = SelectedColumn.rows(selection.get().chosen, indices, from, count);
            selection.get().all.willRead(rowsOfAll, 0, count);
        }
    }

    private static List<Column> selected(List<Column> columns, int[] chosen) {
        List<Column> selected = new ArrayList<>();
        columns.forEach(column -> selected.add(new SelectedColumn(column, chosen)));
        return selected;
    }

    @Override
    public String toString() {
        return rows + " rows, inputs " + describe(inputs) + ", targets " + describe(targets);
    }

    private static String describe(List<Column> columns) {
        String[] texts = columns.stream()
                .map(column -> (column.name() + " " + (column.isInt() ? "int" : "float") + column.rowShape()).trim())
                .toArray(String[]::new);
        return Arrays.toString(texts);
    }
}
