package dev.hebb.backend.cpu;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;

/** A row-major tensor in memory, as a plan's slot is after linking. */
record Tensor(long address, DataType dataType, Shape shape) {
    long size() {
        return shape.size();
    }

    /** The address of element {@code index}. */
    long address(long index) {
        return address + index * dataType.bytes();
    }

    boolean overlaps(Tensor other) {
        return address < other.address(other.size()) && other.address < address(size());
    }

    /** The strides with which this tensor is read as one of shape {@code target}, to which it broadcasts: 0 along what is repeated. */
    long[] stridesIn(Shape target) {
        long[] own = shape.strides();
        long[] strides = new long[target.rank()];
        int added = target.rank() - shape.rank();
        for (int axis = added; axis < target.rank(); axis++) {
            strides[axis] = shape.dim(axis - added) == 1 ? 0 : own[axis - added];
        }
        return strides;
    }
}
