package dev.hebb.train;

import dev.hebb.backend.RowTable;
import dev.hebb.data.Dataset;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.PlanInput;
import dev.hebb.shape.DataType;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one column to the input of a plan: the backend takes them from where they lie in memory, or they come through a buffer that is used again.
 * Allocates nothing, except where a batch is larger than all before. One thread at a time.
 */
final class Lane {
    private final String name;
    private final Dataset.Column column;
    private final Dataset.Column origin;
    private final Optional<RowTable> table;
    private final DataType dataType;
    private final int perRow;
    private int[] originRows = new int[0];
    private float[] floats = new float[0];
    private double[] doubles = new double[0];
    private int[] ints = new int[0];
    private @Nullable BoundPlan plan;
    private Optional<PlanInput> input = Optional.empty();

    /**
     * @param name of the input
     * @param dataType of the numbers on their way, which is the input's
     */
    Lane(String name, Dataset.Column column, DataType dataType) {
        this.name = name;
        this.column = column;
        this.origin = column.origin();
        this.table = origin.table();
        this.dataType = dataType;
        this.perRow = Math.toIntExact(column.rowShape().size());
    }

    /** Rows {@code order[from .. from+count-1]}, then zeros up to {@code planRows} rows. */
    void write(BoundPlan to, int[] order, int from, int count, int planRows) {
        if (plan != to) {
            plan = to;
            input = to.inputIfRead(name);
        }
        int size = Math.multiplyExact(planRows, perRow);
        if (origin == column) {
            write(order, from, count, size);
        } else {
            if (originRows.length < count) {
                originRows = new int[count];
            }
            column.originRows(order, from, count, originRows);
            write(originRows, 0, count, size);
        }
    }

    private void write(int[] rows, int from, int count, int size) {
        if (input.isEmpty()) {
            return;
        }
        PlanInput open = input.get();
        boolean direct = table.isPresent();
        if (direct) {
            open.gather(table.get(), rows, from, count);
        }
        int written = direct ? count * perRow : 0;
        if (written == size) {
            return;
        }
        switch (dataType) {
            case FLOAT64 -> writeDoubles(open, rows, from, count, written, size);
            case FLOAT32 -> writeFloats(open, rows, from, count, written, size);
            case INT32 -> writeInts(open, rows, from, count, written, size);
        }
    }

    private void writeDoubles(PlanInput open, int[] rows, int from, int count, int written, int size) {
        if (doubles.length < size) {
            doubles = new double[size];
        }
        if (written == 0) {
            origin.gather(rows, from, count, doubles);
        }
        Arrays.fill(doubles, count * perRow, size, 0);
        open.write(written, doubles, written, size - written);
    }

    private void writeFloats(PlanInput open, int[] rows, int from, int count, int written, int size) {
        if (floats.length < size) {
            floats = new float[size];
        }
        if (written == 0) {
            origin.gather(rows, from, count, floats);
        }
        Arrays.fill(floats, count * perRow, size, 0);
        open.write(written, floats, written, size - written);
    }

    private void writeInts(PlanInput open, int[] rows, int from, int count, int written, int size) {
        if (ints.length < size) {
            ints = new int[size];
        }
        if (written == 0) {
            origin.gather(rows, from, count, ints);
        }
        Arrays.fill(ints, count * perRow, size, 0);
        open.write(written, ints, written, size - written);
    }
}
