package dev.hebb.runtime;

import dev.hebb.backend.Arena;
import dev.hebb.backend.RowTable;
import dev.hebb.compile.Slot;
import dev.hebb.shape.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An input of a {@link BoundPlan}, looked up once. Writing numbers and rows allocates nothing.
 *
 * <p>Errors: {@link IllegalArgumentException} outside the input, {@link IllegalStateException} after the plan is closed.
 */
public final class PlanInput {
    private final String name;
    private final Slot slot;
    private final Arena arena;

    PlanInput(String name, Slot slot, Arena arena) {
        this.name = name;
        this.slot = slot;
        this.arena = arena;
    }

    static void requireRoom(Slot slot, String name, long start, long count) {
        if (start < 0 || count < 0 || start > slot.shape().size() - count) {
            throw new IllegalArgumentException("expected a range within the elements of " + slot.shape() + " but got "
                    + count + " from " + start + " for " + name);
        }
    }

    /** Writes {@code count} numbers to the elements from {@code at}. */
    public void write(long at, float[] from, int start, int count) {
        requireRoom(slot, name, at, count);
        arena.write(slot.offset() + at, from, start, count);
    }

    /** Writes {@code count} numbers to the elements from {@code at}. */
    public void write(long at, double[] from, int start, int count) {
        requireRoom(slot, name, at, count);
        arena.write(slot.offset() + at, from, start, count);
    }

    /** Writes {@code count} numbers to the elements from {@code at}. */
    public void write(long at, int[] from, int start, int count) {
        requireRoom(slot, name, at, count);
        arena.write(slot.offset() + at, from, start, count);
    }

    /** Writes the whole input, whatever the order, strides and type of {@code array}; it is left as it is. */
    public void write(INDArray array) {
        if (!slot.shape().equals(Shape.of(array.shape()))) {
            throw new IllegalArgumentException(
                    "expected " + slot.shape() + " but got " + Shape.of(array.shape()) + " for " + name);
        }
        arena.write(slot.offset(), array);
    }

    /**
     * Writes rows {@code rows[from .. from+count-1]} of {@code table} to the first elements.
     *
     * @see Arena#gather
     */
    public void gather(RowTable table, int[] rows, int from, int count) {
        requireRoom(slot, name, 0, (long) count * table.perRow());
        arena.gather(slot.offset(), table, rows, from, count);
    }
}
