package dev.hebb.backend.nd4j;

import dev.hebb.backend.BackendException;
import dev.hebb.shape.Shape;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A block of ND4J's memory, outside any workspace and filled with 0. Closing frees it at once, or, where some thread is using it, as soon as that is done:
 * nobody ever reads freed memory.
 */
final class Memory {
    /** Elements before and after what is used. A view at the very start would share ND4J's buffer object and could free it. */
    private static final long GUARD = 16;

    private final String name;
    private final DataType dataType;
    private final long elements;
    private final INDArray array;
    private int users;
    private boolean closed;

    Memory(String name, DataType dataType, long elements) {
        this.name = name;
        this.dataType = dataType;
        this.elements = elements;
        this.array = allocate(name, dataType, elements);
        Pointer.memset(array.data().addressPointer(), 0, Math.multiplyExact(elements + 2 * GUARD, dataType.width()));
    }

    private static INDArray allocate(String name, DataType dataType, long elements) {
        try {
            return Nd4j.createUninitializedDetached(dataType, elements + 2 * GUARD);
        } catch (OutOfMemoryError | RuntimeException e) {
            throw new BackendException(
                    "expected " + elements + " elements of " + dataType + " to be free for " + name
                            + " but ND4J could not allocate them; use smaller batches or layers, or raise -Dorg.bytedeco.javacpp.maxphysicalbytes",
                    e);
        }
    }

    long elements() {
        return elements;
    }

    /** Keeps the memory from being freed until {@link #release()}. */
    synchronized void acquire() {
        if (closed) {
            throw new IllegalStateException("expected open memory but " + name + " was closed");
        }
        users++;
    }

    synchronized void release() {
        users--;
        freeIfUnused();
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            array.close();
        }
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
