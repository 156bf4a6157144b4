package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.Shape;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An arena on a block of memory, which stays open during each call. Safe for several threads as far as they touch different elements or only read.
 *
 * @param <M> how the backend allocates
 */
public abstract class BlockArena<M extends Block> implements Arena {
    private final ArenaSpec spec;
    private final M memory;
    private final Elements elements;

    /** @param elements those in {@code memory}, of the type and as many as {@code spec} says */
    protected BlockArena(ArenaSpec spec, M memory, Elements elements) {
        this.spec = spec;
        this.memory = memory;
        this.elements = elements;
    }

    @Override
    public final ArenaSpec spec() {
        return spec;
    }

    /** What it lies in; closed by the arena. */
    public final M memory() {
        return memory;
    }

    /** The numbers, which are valid while the memory is acquired. */
    public final Elements elements() {
        return elements;
    }

    /** Keeps the memory open, for elements that lie in it and in an array of {@code length}; {@code memory.release()} ends it. */
    private void begin(long offset, int length, int start, int count) {
        Objects.checkFromIndexSize(start, count, length);
        begin(offset, count);
    }

    /** Keeps the memory open if the elements lie in it; {@code memory.release()} ends it. */
    protected final void begin(long offset, long count) {
        memory.acquire();
        if (offset < 0 || count < 0 || offset > spec.elements() - count) {
            memory.release();
            Objects.checkFromIndexSize(offset, count, spec.elements());
        }
    }

    @Override
    public final void write(long offset, float[] from, int start, int count) {
        begin(offset, from.length, start, count);
        try {
            elements.write(offset, from, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void write(long offset, double[] from, int start, int count) {
        begin(offset, from.length, start, count);
        try {
            elements.write(offset, from, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void write(long offset, int[] from, int start, int count) {
        begin(offset, from.length, start, count);
        try {
            elements.write(offset, from, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void write(long offset, INDArray array) {
        if (!array.dataType().isNumerical() && array.dataType() != DataType.BOOL) {
            throw new IllegalArgumentException("expected an array of numbers but got " + array.dataType());
        }
        begin(offset, array.length());
        try {
            if (array.length() > 0) {
                INDArray rows = Nd4j.createUninitializedDetached(Elements.type(spec.dataType()), array.shape());
                try {
                    Nd4j.getExecutioner().exec(new Assign(array, rows));
                    elements.write(offset, rows.data().addressPointer(), array.length());
                } finally {
                    rows.close();
                }
            }
        } finally {
            memory.release();
        }
    }

    @Override
    public void gather(long offset, RowTable table, int[] rows, int from, int count) {
        Objects.checkFromIndexSize(from, count, rows.length);
        begin(offset, (long) count * table.perRow());
        try {
            table.write(elements, offset, rows, from, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void read(long offset, float[] into, int start, int count) {
        begin(offset, into.length, start, count);
        try {
            elements.read(offset, into, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void read(long offset, double[] into, int start, int count) {
        begin(offset, into.length, start, count);
        try {
            elements.read(offset, into, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void read(long offset, int[] into, int start, int count) {
        begin(offset, into.length, start, count);
        try {
            elements.read(offset, into, start, count);
        } finally {
            memory.release();
        }
    }

    @Override
    public final INDArray read(long offset, Shape shape) {
        begin(offset, shape.size());
        try {
            INDArray copy = Nd4j.createUninitializedDetached(Elements.type(spec.dataType()), shape.dims());
            if (shape.size() > 0) {
                elements.read(offset, copy.data().addressPointer(), shape.size());
            }
            return copy;
        } finally {
            memory.release();
        }
    }

    @Override
    public final void fill(double value) {
        begin(0, spec.elements());
        try {
            elements.fill(0, spec.elements(), value);
        } finally {
            memory.release();
        }
    }

    @Override
    public final void copyFrom(Arena other) {
        if (!(other instanceof BlockArena<?> from)
                || from.getClass() != getClass()
                || from.spec.dataType() != spec.dataType()
                || from.spec.elements() != spec.elements()) {
            throw new IllegalArgumentException(
                    "expected an arena of this backend like " + spec + " but got " + other.spec());
        }
        begin(0, spec.elements());
        try {
            from.begin(0, spec.elements());
            try {
                elements.copy(from.elements, spec.elements());
            } finally {
                from.memory.release();
            }
        } finally {
            memory.release();
        }
    }

    @Override
    public final void close() {
        memory.close();
    }
}
