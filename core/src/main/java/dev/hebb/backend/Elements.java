package dev.hebb.backend;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;

/**
 * Numbers in native memory that Java code reads and writes, for backends whose arenas lie there; every index is checked. Safe for several threads as far as
 * they touch different elements.
 */
public abstract class Elements {
    private Elements() {}

    public abstract double get(long index);

    public abstract void set(long index, double value);

    public void write(long offset, float[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(offset + i, from[start + i]);
        }
    }

    public void write(long offset, double[] from, int start, int count) {
        for (int i = 0; i < count; i++) {
            set(offset + i, from[start + i]);
        }
    }

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

    /** The elements that start at {@code first}, whose own type says theirs. */
    public static Elements of(Pointer first, long count) {
        if (first instanceof DoublePointer pointer) {
            return new Doubles(new DoublePointer(pointer).capacity(count));
        } else if (first instanceof FloatPointer pointer) {
            return new Floats(new FloatPointer(pointer).capacity(count));
        } else if (first instanceof IntPointer pointer) {
            return new Ints(new IntPointer(pointer).capacity(count));
        }
        throw new AssertionError(first);
    }

    private static final class Doubles extends Elements {
        private final DoublePointer pointer;
        private final DoubleIndexer indexer;

        Doubles(DoublePointer pointer) {
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
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, double[] into, int start, int count) {
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }

    private static final class Floats extends Elements {
        private final FloatPointer pointer;
        private final FloatIndexer indexer;

        Floats(FloatPointer pointer) {
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
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, float[] into, int start, int count) {
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }

    private static final class Ints extends Elements {
        private final IntPointer pointer;
        private final IntIndexer indexer;

        Ints(IntPointer pointer) {
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
            synchronized (pointer) {
                pointer.position(offset).put(from, start, count);
            }
        }

        @Override
        public void read(long offset, int[] into, int start, int count) {
            synchronized (pointer) {
                pointer.position(offset).get(into, start, count);
            }
        }
    }
}
