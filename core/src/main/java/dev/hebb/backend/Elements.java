package dev.hebb.backend;

import dev.hebb.shape.DataType;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;

/**
 * Numbers of one type in a backend's memory; {@link #of} gives those in the memory of the host, and a device whose memory Java cannot reach has a class of its
 * own. Ranges are checked by whoever calls. Safe for several threads as far as they touch different elements.
 */
public abstract class Elements implements NumberSink {
    /** For so many a call of native code costs more than it saves. */
    private static final int FEW = 24;

    protected Elements() {}

    /** ND4J's word for an element type. */
    public static org.nd4j.linalg.api.buffer.DataType type(DataType dataType) {
        return switch (dataType) {
            case FLOAT64 -> org.nd4j.linalg.api.buffer.DataType.DOUBLE;
            case FLOAT32 -> org.nd4j.linalg.api.buffer.DataType.FLOAT;
            case INT32 -> org.nd4j.linalg.api.buffer.DataType.INT32;
        };
    }

    public abstract double get(long index);

    public abstract void set(long index, double value);

    /** Writes {@code count} elements that lie in the host's memory, of this type. */
    public abstract void write(long offset, Pointer from, long count);

    /** Reads {@code count} elements into the host's memory, of this type. */
    public abstract void read(long offset, Pointer into, long count);

    /** Copies the first {@code count} elements of {@code other}, which is of this class. */
    public abstract void copy(Elements other, long count);

    @Override
    public void write(long offset, float[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(offset + i, from[start + i]);
        }
    }

    @Override
    public void write(long offset, double[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(offset + i, from[start + i]);
        }
    }

    @Override
    public void write(long offset, int[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(offset + i, from[start + i]);
        }
    }

    public void read(long offset, float[] into, int start, int count) {
        for (int i = 0; i < count; i++) {
            into[start + i] = (float) get(offset + i);
        }
    }

    public void read(long offset, double[] into, int start, int count) {
        for (int i = 0; i < count; i++) {
            into[start + i] = get(offset + i);
        }
    }

    public void read(long offset, int[] into, int start, int count) {
        for (int i = 0; i < count; i++) {
            into[start + i] = (int) get(offset + i);
        }
    }

    public void fill(long offset, long count, double value) {
        for (long i = offset; i < offset + count; i++) {
            set(i, value);
        }
    }

    /** The elements that start at {@code first} in the host's memory, which outlives them. */
    public static Elements of(Pointer first, DataType dataType, long count) {
        return switch (dataType) {
            case FLOAT64 -> new Doubles(new DoublePointer(first).capacity(count));
            case FLOAT32 -> new Floats(new FloatPointer(first).capacity(count));
            case INT32 -> new Ints(new IntPointer(first).capacity(count));
        };
    }

    /** In memory that Java reaches. */
    private abstract static class Host extends Elements {
        private final Pointer pointer;
        private final int width;

        Host(Pointer pointer) {
            this.pointer = pointer;
            this.width = pointer.sizeof();
        }

        private Pointer at(long offset) {
            return new View(pointer.address() + offset * width);
        }

        @Override
        public void write(long offset, Pointer from, long count) {
            Pointer.memcpy(at(offset), from, count * width);
        }

        @Override
        public void read(long offset, Pointer into, long count) {
            Pointer.memcpy(into, at(offset), count * width);
        }

        @Override
        public void copy(Elements other, long count) {
            if (other != this) {
                write(0, ((Host) other).at(0), count);
            }
        }
    }

    /** A pointer that owns nothing. */
    private static final class View extends Pointer {
        View(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }

    private static final class Doubles extends Host {
        private final DoublePointer pointer;
        private final DoubleIndexer indexer;

        Doubles(DoublePointer pointer) {
            super(pointer);
            this.pointer = pointer;
            this.indexer = DoubleIndexer.create(pointer);
        }

        @Override
        public double get(long index) {
            return indexer.get(index);
        }

        @Override
        public void set(long index, double value) {
            indexer.put(index, value);
        }

        @Override
        public void write(long offset, double[] from, int start, int count) {
            if (count <= FEW) {
                super.write(offset, from, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, double[] into, int start, int count) {
            if (count <= FEW) {
                super.read(offset, into, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }

    private static final class Floats extends Host {
        private final FloatPointer pointer;
        private final FloatIndexer indexer;

        Floats(FloatPointer pointer) {
            super(pointer);
            this.pointer = pointer;
            this.indexer = FloatIndexer.create(pointer);
        }

        @Override
        public double get(long index) {
            return indexer.get(index);
        }

        @Override
        public void set(long index, double value) {
            indexer.put(index, (float) value);
        }

        @Override
        public void write(long offset, float[] from, int start, int count) {
            if (count <= FEW) {
                super.write(offset, from, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, float[] into, int start, int count) {
            if (count <= FEW) {
                super.read(offset, into, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }

    private static final class Ints extends Host {
        private final IntPointer pointer;
        private final IntIndexer indexer;

        Ints(IntPointer pointer) {
            super(pointer);
            this.pointer = pointer;
            this.indexer = IntIndexer.create(pointer);
        }

        @Override
        public double get(long index) {
            return indexer.get(index);
        }

        @Override
        public void set(long index, double value) {
            indexer.put(index, (int) value);
        }

        @Override
        public void write(long offset, int[] from, int start, int count) {
            if (count <= FEW) {
                super.write(offset, from, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, int[] into, int start, int count) {
            if (count <= FEW) {
                super.read(offset, into, start, count);
                return;
            }
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }
}
