package dev.hebb.io;

import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A named tensor on its way to or from a file; its elements are asked for in parts, so that nothing is held twice.
 *
 * @param name {@code dense_1.kernel}; unique in a file
 * @param dataType as in the file
 * @param shape row-major
 * @param source of the elements
 */
public record TensorData(String name, DataType dataType, Shape shape, Source source) {
    private static final int PART_BYTES = 1 << 16;

    /** The elements as bytes. */
    @FunctionalInterface
    public interface Source {
        /** Writes the elements from {@code from} on, in the buffer's byte order, until {@code into} is full. */
        void fill(long from, ByteBuffer into);
    }

    /** Elements of a float32 tensor, as an arena gives them. */
    @FunctionalInterface
    public interface Floats {
        /** Writes {@code count} elements from {@code from} on to {@code into[start ..]}. */
        void read(long from, float[] into, int start, int count);
    }

    /** Elements of a float64 tensor, as an arena gives them. */
    @FunctionalInterface
    public interface Doubles {
        /** Writes {@code count} elements from {@code from} on to {@code into[start ..]}. */
        void read(long from, double[] into, int start, int count);
    }

    /** A float32 tensor over {@code values}, which are not copied. */
    public static TensorData of(String name, Shape shape, float[] values) {
        requireLength(name, shape, values.length);
        return new TensorData(name, DataType.FLOAT32, shape, (from, into) -> put(into, values, (int) from));
    }

    /** A float64 tensor over {@code values}, which are not copied. */
    public static TensorData of(String name, Shape shape, double[] values) {
        requireLength(name, shape, values.length);
        return new TensorData(name, DataType.FLOAT64, shape, (from, into) -> put(into, values, (int) from));
    }

    /** An int32 tensor over {@code values}, which are not copied. */
    public static TensorData of(String name, Shape shape, int[] values) {
        requireLength(name, shape, values.length);
        return new TensorData(name, DataType.INT32, shape, (from, into) -> {
            into.asIntBuffer().put(values, (int) from, into.remaining() / Integer.BYTES);
            into.position(into.limit());
        });
    }

    /** A float32 tensor that is read while the file is written. */
    public static TensorData floats(String name, Shape shape, Floats values) {
        return new TensorData(name, DataType.FLOAT32, shape, (from, into) -> {
            float[] part = new float[into.remaining() / Float.BYTES];
            values.read(from, part, 0, part.length);
            put(into, part, 0);
        });
    }

    /** A float64 tensor that is read while the file is written. */
    public static TensorData doubles(String name, Shape shape, Doubles values) {
        return new TensorData(name, DataType.FLOAT64, shape, (from, into) -> {
            double[] part = new double[into.remaining() / Double.BYTES];
            values.read(from, part, 0, part.length);
            put(into, part, 0);
        });
    }

    private static void put(ByteBuffer into, float[] values, int from) {
        into.asFloatBuffer().put(values, from, into.remaining() / Float.BYTES);
        into.position(into.limit());
    }

    private static void put(ByteBuffer into, double[] values, int from) {
        into.asDoubleBuffer().put(values, from, into.remaining() / Double.BYTES);
        into.position(into.limit());
    }

    private static void requireLength(String name, Shape shape, int length) {
        if (shape.size() != length) {
            throw new IllegalArgumentException("expected " + shape.size() + " elements for " + shape + " but got "
                    + length + " at tensor " + name);
        }
    }

    /** Bytes in the file. */
    public long bytes() {
        return Math.multiplyExact(shape.size(), dataType.bytes());
    }

    /**
     * All elements as a new array, whatever the stored type.
     *
     * @throws IllegalArgumentException for more elements than an array holds
     */
    public double[] toDoubles() {
        double[] all = new double[length()];
        eachPart((from, part) -> {
            for (int i = from; part.hasRemaining(); i++) {
                all[i] = next(part);
            }
        });
        return all;
    }

    /**
     * All elements as a new array; float64 is rounded.
     *
     * @throws IllegalArgumentException for more elements than an array holds, and a float64 past the range of float32
     */
    public float[] toFloats() {
        float[] all = new float[length()];
        eachPart((from, part) -> {
            for (int i = from; part.hasRemaining(); i++) {
                double value = next(part);
                all[i] = (float) value;
                if (Float.isInfinite(all[i]) && !Double.isInfinite(value)) {
                    throw new IllegalArgumentException("expected numbers in the range of float32 but got " + value
                            + " at element " + i + " of tensor " + name + "; load it as float64");
                }
            }
        });
        return all;
    }

    /**
     * All elements as a new array.
     *
     * @throws IllegalArgumentException for a tensor that is not int32
     */
    public int[] toInts() {
        if (dataType != DataType.INT32) {
            throw new IllegalArgumentException("expected int32 but got " + dataType + " at tensor " + name);
        }
        int[] all = new int[length()];
        eachPart((from, part) -> part.asIntBuffer().get(all, from, part.remaining() / Integer.BYTES));
        return all;
    }

    private double next(ByteBuffer part) {
        if (dataType == DataType.FLOAT64) {
            return part.getDouble();
        }
        return dataType == DataType.FLOAT32 ? part.getFloat() : part.getInt();
    }

    private int length() {
        if (shape.size() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("expected at most " + (Integer.MAX_VALUE - 8) + " elements but got "
                    + shape + " at tensor " + name);
        }
        return (int) shape.size();
    }

    private interface Part {
        void accept(int from, ByteBuffer part);
    }

    private void eachPart(Part reader) {
        ByteBuffer part =
                ByteBuffer.allocate((int) Math.min(PART_BYTES, bytes())).order(ByteOrder.nativeOrder());
        int step = PART_BYTES / dataType.bytes();
        for (long from = 0; from < shape.size(); from += step) {
            part.clear().limit((int) Math.min(step, shape.size() - from) * dataType.bytes());
            source.fill(from, part);
            reader.accept((int) from, part.flip());
        }
    }
}
