package dev.hebb.backend.cpu;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Elements;
import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.Shape;
import java.util.Objects;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.any.Assign;
import org.nd4j.linalg.factory.Nd4j;

/** Memory of the {@code cpu} backend. Safe for several threads as far as they touch different elements or only read. */
final class CpuArena implements Arena {
    private final ArenaSpec spec;
    private final Memory memory;
    private final Elements elements;

    CpuArena(ArenaSpec spec) {
        this.spec = spec;
        this.memory = new Memory(spec.toString(), spec.bytes());
        Pointer first = memory.at(0);
        this.elements = Elements.of(
                switch (spec.dataType()) {
                    case FLOAT64 -> new DoublePointer(first);
                    case FLOAT32 -> new FloatPointer(first);
                    case INT32 -> new IntPointer(first);
                },
                spec.elements());
    }

    private static DataType type(dev.hebb.shape.DataType dataType) {
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

    /** Runs {@code transfer} of elements that lie in this arena and in an array of {@code length}, on memory that stays open meanwhile. */
    private void transfer(long offset, int length, int start, int count, Runnable transfer) {
        Objects.checkFromIndexSize(start, count, length);
        use(offset, count, transfer);
    }

    private void use(long offset, long count, Runnable transfer) {
        memory.acquire();
        try {
            Objects.checkFromIndexSize(offset, count, spec.elements());
            transfer.run();
        } finally {
            memory.release();
        }
    }

    /** The memory from {@code offset} elements on. */
    private Pointer at(long offset) {
        return memory.at(offset * spec.dataType().bytes());
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
                INDArray rows = Nd4j.createUninitializedDetached(type(spec.dataType()), array.shape());
                try {
                    Nd4j.getExecutioner().exec(new Assign(array, rows));
                    copy(at(offset), rows.data().addressPointer(), count);
                } finally {
                    rows.close();
                }
            }
        });
    }

    private void copy(Pointer to, Pointer from, long count) {
        Pointer.memcpy(to, from, count * spec.dataType().bytes());
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
                copy(copy.data().addressPointer(), at(offset), shape.size());
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
        if (!(other instanceof CpuArena from)
                || from.spec.dataType() != spec.dataType()
                || from.spec.elements() != spec.elements()) {
            throw new IllegalArgumentException(
                    "expected an arena of this backend like " + spec + " but got " + other.spec());
        }
        if (from != this) {
            use(0, spec.elements(), () -> from.use(0, spec.elements(), () -> copy(at(0), from.at(0), spec.elements())));
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
