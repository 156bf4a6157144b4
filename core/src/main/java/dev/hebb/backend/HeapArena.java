package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.Shape;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An arena on the Java heap that keeps every number as a double, rounded to its type. */
final class HeapArena implements Arena {
    private final ArenaSpec spec;
    private double @Nullable [] numbers;

    HeapArena(ArenaSpec spec) {
        this.spec = spec;
        this.numbers = new double[Math.toIntExact(spec.elements())];
    }

    @Override
    public ArenaSpec spec() {
        return spec;
    }

    private double[] open() {
        double[] open = numbers;
        if (open == null) {
            throw new IllegalStateException("expected open memory but " + spec + " was closed");
        }
        return open;
    }

    /** The range in this arena for {@code count} elements of an array. */
    private int range(long offset, int length, int start, int count) {
        Objects.checkFromIndexSize(start, count, length);
        return (int) Objects.checkFromIndexSize(offset, (long) count, (long) open().length);
    }

    private double rounded(double value) {
        return switch (spec.dataType()) {
            case FLOAT64 -> value;
            case FLOAT32 -> (float) value;
            case INT32 -> (int) value;
        };
    }

    @Override
    public void write(long offset, float[] from, int start, int count) {
        int first = range(offset, from.length, start, count);
        for (int i = 0; i < count; i++) {
            open()[first + i] = rounded(from[start + i]);
        }
    }

    @Override
    public void write(long offset, double[] from, int start, int count) {
        int first = range(offset, from.length, start, count);
        for (int i = 0; i < count; i++) {
            open()[first + i] = rounded(from[start + i]);
        }
    }

    @Override
    public void write(long offset, int[] from, int start, int count) {
        int first = range(offset, from.length, start, count);
        for (int i = 0; i < count; i++) {
            open()[first + i] = rounded(from[start + i]);
        }
    }

    @Override
    public void write(long offset, INDArray array) {
        int count = Math.toIntExact(array.length());
        range(offset, count, 0, count);
        if (count > 0) {
            write(offset, array.dup('c').data().asDouble(), 0, count);
        }
    }

    @Override
    public void read(long offset, float[] into, int start, int count) {
        int first = range(offset, into.length, start, count);
        for (int i = 0; i < count; i++) {
            into[start + i] = (float) open()[first + i];
        }
    }

    @Override
    public void read(long offset, double[] into, int start, int count) {
        System.arraycopy(open(), range(offset, into.length, start, count), into, start, count);
    }

    @Override
    public void read(long offset, int[] into, int start, int count) {
        int first = range(offset, into.length, start, count);
        for (int i = 0; i < count; i++) {
            into[start + i] = (int) open()[first + i];
        }
    }

    @Override
    public INDArray read(long offset, Shape shape) {
        double[] values = new double[Math.toIntExact(shape.size())];
        read(offset, values, 0, values.length);
        INDArray copy = Nd4j.createUninitializedDetached(Elements.type(spec.dataType()), shape.dims());
        for (int i = 0; i < values.length; i++) {
            copy.data().put(i, values[i]);
        }
        return copy;
    }

    @Override
    public void fill(double value) {
        Arrays.fill(open(), rounded(value));
    }

    @Override
    public void copyFrom(Arena other) {
        boolean fits = other instanceof HeapArena
                && other.spec().dataType() == spec.dataType()
                && other.spec().elements() == spec.elements();
        if (!fits) {
            throw new IllegalArgumentException(
                    "expected an arena of this backend like " + spec + " but got " + other.spec());
        }
        other.read(0, open(), 0, open().length);
    }

    @Override
    public void close() {
        numbers = null;
    }
}
