package dev.hebb.io;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;

/**
 * Where a tensor lies in a safetensors file.
 *
 * @param from its first byte, counted from the end of the header
 */
public record TensorEntry(String name, DataType dataType, Shape shape, long from) {
    public long bytes() {
        return Math.multiplyExact(shape.size(), dataType.bytes());
    }

    /** The byte after its last. */
    public long until() {
        return Math.addExact(from, bytes());
    }
}
