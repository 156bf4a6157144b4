package dev.hebb.backend.nd4j;

import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A row-major tensor in memory, as a plan's slot is after linking. */
record Tensor(Nd4jArena arena, long offset, Shape shape) {
    long size() {
        return shape.size();
    }

    Tensor as(Shape other) {
        return new Tensor(arena, offset, other);
    }

    double get(long index) {
        return arena.elements().get(offset + index);
    }

    void set(long index, double value) {
        arena.elements().set(offset + index, value);
    }

    void fill(double value) {
        arena.elements().fill(offset, size(), value);
    }

    boolean overlaps(Tensor other) {
        return arena == other.arena && offset < other.offset + other.size() && other.offset < offset + size();
    }

    INDArray view() {
        return arena.memory().view(offset, shape);
    }

    /** All elements in one row, or as the scalar that ND4J broadcasts fastest. */
    INDArray flat(boolean asScalar) {
        return arena.memory().view(offset, asScalar ? Shape.SCALAR : Shape.of(size()));
    }

    /** The elements {@code from + index . strides} for every index of {@code dims}. */
    INDArray strided(long from, List<Long> dims, List<Long> strides) {
        return arena.memory().view(offset + from, toArray(dims), toArray(strides));
    }

    /** This tensor repeated to {@code target}, without a copy: strides of 0. */
    INDArray broadcast(Shape target) {
        if (size() == 1) {
            return strided(
                    0,
                    target.isScalar() ? List.of() : List.of(target.size()),
                    target.isScalar() ? List.of() : List.of(0L));
        }
        long[] own = shape.strides();
        int added = target.rank() - shape.rank();
        List<Long> strides = new ArrayList<>();
        for (int axis = 0; axis < target.rank(); axis++) {
            boolean repeated = axis < added || shape.dim(axis - added) == 1;
            strides.add(repeated ? 0 : own[axis - added]);
        }
        return strided(0, target.toList(), strides);
    }

    private static long[] toArray(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
