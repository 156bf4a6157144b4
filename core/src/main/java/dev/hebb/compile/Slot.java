package dev.hebb.compile;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;

/**
 * Where a tensor lies: row-major and contiguous from element {@code offset} of an arena.
 *
 * @param offset in elements
 */
public record Slot(String arena, long offset, DataType dataType, Shape shape) {
    public long end() {
        return offset + shape.size();
    }

    public boolean overlaps(Slot other) {
        return arena.equals(other.arena) && offset < other.end() && other.offset < end();
    }

    /** The same memory under another shape of the same size. */
    public Slot as(Shape other) {
        return new Slot(arena, offset, dataType, other);
    }

    @Override
    public String toString() {
        return arena + ":" + offset + shape;
    }
}
