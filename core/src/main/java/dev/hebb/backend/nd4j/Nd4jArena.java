package dev.hebb.backend.nd4j;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Elements;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.Shape;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Memory of the reference backend. Safe for several threads as far as they touch different elements or only read. */
final class Nd4jArena implements Arena {
    private final ArenaSpec spec;
    private final Memory memory;
    private final Elements elements;

    Nd4jArena(ArenaSpec spec) {
        this.spec = spec;
        this.memory = new Memory(spec.toString(), type(spec.dataType()), spec.elements());
        this.elements =
                Elements.of(memory.view(0, Shape.of(spec.elements())).data().addressPointer(), spec.elements());
    }

    static DataType type(dev.hebb.shape.DataType dataType) {
        return switch (dataType) {
            case FLOAT64 -> DataType.DOUBLE;
            case FLOAT32 -> DataType.FLOAT;
            case INT32 -> DataType.INT32;
        };
    }

    @Override
    public ArenaSpec spec() {
        return spec;
    }

    Memory memory() {
        return memory;
    }

    Elements elements() {
        return elements;
    }

    /** Runs {@code transfer} of elements that lie in this arena and in an array of {@code length}, on memory that stays open meanwhile. */
    private void transfer(long offset, int length, int start, int count, Kernel transfer) {
        Objects.checkFromIndexSize(start, count, length);
        use(offset, count, transfer);
    }

    private void use(long offset, long count, Kernel transfer) {
        memory.acquire();
        try {
            Objects.checkFromIndexSize(offset, count, spec.elements());
            transfer.run();
        } finally {
            memory.release();
        }
    }

    @Override
    public void write(long offset, float[] from, int start, int count) {
        transfer(offset, from.length, start, count, () -> elements.write(offset, from, start, count));
    }

    @Override
    public void write(long offset, double[] from, int start, int count) {
        transfer(offset, from.length, start, count, () -> elements.write(offset, from, start, count));
    }

    @Override
    public void write(long offset, int[] from, int start, int count) {
        transfer(offset, from.length, start, count, () -> elements.write(offset, from, start, count));
    }

    @Override
    public void write(long offset, INDArray array) {
        if (!array.dataType().isNumerical() && array.dataType() != DataType.BOOL) {
            throw new IllegalArgumentException("expected an array of numbers but got " + array.dataType());
        }
        long count = array.length();
        use(offset, count, () -> {
            if (count > 0) {
                Calls.copy(array, memory.view(offset, Shape.of(array.shape()))).run();
            }
        });
    }

    @Override
    public void read(long offset, float[] into, int start, int count) {
        transfer(offset, into.length, start, count, () -> elements.read(offset, into, start, count));
    }

    @Override
    public void read(long offset, double[] into, int start, int count) {
        transfer(offset, into.length, start, count, () -> elements.read(offset, into, start, count));
    }

    @Override
    public void read(long offset, int[] into, int start, int count) {
        transfer(offset, into.length, start, count, () -> elements.read(offset, into, start, count));
    }

    @Override
    public INDArray read(long offset, Shape shape) {
        memory.acquire();
        try {
            Objects.checkFromIndexSize(offset, shape.size(), spec.elements());
            INDArray copy = Nd4j.createUninitializedDetached(type(spec.dataType()), shape.dims());
            if (shape.size() > 0) {
                Calls.copy(memory.view(offset, shape), copy).run();
            }
            return copy;
        } finally {
            memory.release();
        }
    }

    @Override
    public void fill(double value) {
        use(0, spec.elements(), () -> elements.fill(0, spec.elements(), value));
    }

    @Override
    public void copyFrom(Arena other) {
        if (!(other instanceof Nd4jArena from)
                || from.spec.dataType() != spec.dataType()
                || from.spec.elements() != spec.elements()) {
            throw new IllegalArgumentException(
                    "expected an arena of this backend like " + spec + " but got " + other.spec());
        }
        if (from != this) {
            long bytes = spec.bytes();
            use(
                    0,
                    spec.elements(),
                    () -> from.use(0, spec.elements(), () -> Pointer.memcpy(first(), from.first(), bytes)));
        }
    }

    private Pointer first() {
        return memory.view(0, Shape.of(spec.elements())).data().addressPointer();
    }

    @Override
    public void close() {
        memory.close();
    }
}
