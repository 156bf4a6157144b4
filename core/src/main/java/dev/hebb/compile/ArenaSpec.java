package dev.hebb.compile;

import dev.hebb.shape.DataType;

/**
 * A contiguous range of elements of one type.
 *
 * @param name unique within a plan
 * @param dataType of every element
 * @param elements how many a plan needs; 1 or more
 * @param role what it is for, and so who owns it
 */
public record ArenaSpec(String name, DataType dataType, long elements, Role role) {
    /** STATE outlives a plan and is shared between plans; the others belong to one bound plan. */
    public enum Role {
        STATE,
        INPUT,
        OUTPUT,
        WORKSPACE
    }

    public long bytes() {
        return Math.multiplyExact(elements, dataType.bytes());
    }

    @Override
    public String toString() {
        return name + " " + dataType + "[" + elements + "]";
    }
}
