package dev.hebb.backend.nd4j;

import dev.hebb.backend.Block;
import dev.hebb.shape.Shape;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A block of ND4J's memory, outside any workspace and filled with 0. */
final class Memory extends Block {
    /** Elements before and after what is used. A view at the very start would share ND4J's buffer object and could free it. */
    private static final long GUARD = 16;

    private final DataType dataType;
    private final long elements;
    private final INDArray array;

    Memory(String name, DataType dataType, long elements) {
        super(name);
        this.dataType = dataType;
        this.elements = elements;
        this.array = allocate(name, dataType, elements);
        Pointer.memset(array.data().addressPointer(), 0, Math.multiplyExact(elements + 2 * GUARD, dataType.width()));
    }

    private static INDArray allocate(String name, DataType dataType, long elements) {
        try {
            return Nd4j.createUninitializedDetached(dataType, elements + 2 * GUARD);
        } catch (OutOfMemoryError | RuntimeException e) {
            throw notAllocated(elements + " elements of " + dataType, name, e);
        }
    }

    long elements() {
        return elements;
    }

    @Override
    protected void free() {
        array.close();
    }

    /** The first element; for use while the memory is acquired. */
    Pointer first() {
        return view(0, Shape.of(elements)).data().addressPointer();
    }

    /** Elements from {@code offset} on in row-major order; for use while the memory is acquired or belongs to an executable. */
    INDArray view(long offset, Shape shape) {
        return view(offset, shape.dims(), shape.strides());
    }

    /** Elements from {@code offset} on with any strides, which may be 0. */
    INDArray view(long offset, long[] dims, long[] strides) {
        return Nd4j.create(array.data(), dims, strides, GUARD + offset, 'c', dataType);
    }

    /** A column-major matrix. */
    INDArray columnMajor(long offset, long rows, long columns) {
        return Nd4j.create(
                array.data(), new long[] {rows, columns}, new long[] {1, rows}, GUARD + offset, 'f', dataType);
    }
}
