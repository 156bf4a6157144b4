package dev.hebb.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a row-major tensor; {@code []} is a scalar. Axes may be counted from the end: {@code -1} is the last.
 *
 * <p>Errors: {@link ShapeException} for a negative extent, an axis out of range, and a size past {@link Long#MAX_VALUE}.
 */
public final class Shape {
    public static final Shape SCALAR = new Shape(new long[0]);

    private final long[] dims;

    private Shape(long[] dims) {
        this.dims = dims;
        long size = 1;
        for (long dim : dims) {
            if (dim < 0) {
                throw new ShapeException("expected extents of 0 or more but got " + Arrays.toString(dims));
            }
            try {
                size = Math.multiplyExact(size, Math.max(dim, 1));
            } catch (ArithmeticException e) {
                throw new ShapeException("expected at most " + Long.MAX_VALUE + " elements but the shape "
                        + Arrays.toString(dims) + " has more; use smaller layers");
            }
        }
    }

    public static Shape of(long... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public static Shape of(List<Long> dims) {
        return of(dims.stream().mapToLong(Long::longValue).toArray());
    }

    public int rank() {
        return dims.length;
    }

    /** The extent of {@code axis}, which may be negative to count from the end. */
    public long dim(int axis) {
        return dims[axis(axis)];
    }

    public long[] dims() {
        return dims.clone();
    }

    public List<Long> toList() {
        return Arrays.stream(dims).boxed().toList();
    }

    /** The number of elements; 1 for a scalar. */
    public long size() {
        long size = 1;
        for (long dim : dims) {
            size *= dim;
        }
        return size;
    }

    public boolean isScalar() {
        return dims.length == 0;
    }

    /** {@code axis} counted from the front. */
    public int axis(int axis) {
        int fromFront = axis < 0 ? axis + dims.length : axis;
        if (fromFront < 0 || fromFront >= dims.length) {
            throw new ShapeException("expected an axis from " + -dims.length + " to " + (dims.length - 1) + " of "
                    + this + " but got " + axis);
        }
        return fromFront;
    }

    /** {@code axes} counted from the front, ascending; no axis at all means every axis. Repeated axes are refused. */
    public List<Integer> axes(List<Integer> axes) {
        if (axes.isEmpty()) {
            List<Integer> all = new ArrayList<>();
            for (int axis = 0; axis < dims.length; axis++) {
                all.add(axis);
            }
            return List.copyOf(all);
        }
        List<Integer> normal = axes.stream().map(this::axis).sorted().distinct().toList();
        if (normal.size() != axes.size()) {
            throw new ShapeException("expected distinct axes of " + this + " but got " + axes);
        }
        return normal;
    }

    /** This shape with the extent of {@code axis} replaced. */
    public Shape with(int axis, long extent) {
        long[] changed = dims.clone();
        changed[axis(axis)] = extent;
        return new Shape(changed);
    }

    /** This shape without {@code axis}. */
    public Shape without(int axis) {
        return reduced(List.of(axis), false);
    }

    /** The shape after a reduction over {@code axes} (none means all), with the reduced axes kept at extent 1 or dropped. */
    public Shape reduced(List<Integer> axes, boolean keepDims) {
        List<Integer> over = axes(axes);
        List<Long> left = new ArrayList<>();
        for (int axis = 0; axis < dims.length; axis++) {
            if (!over.contains(axis)) {
                left.add(dims[axis]);
            } else if (keepDims) {
                left.add(1L);
            }
        }
        return of(left);
    }

    /** The shape that NumPy's broadcasting gives for this and {@code other}. */
    public Shape broadcast(Shape other) {
        int rank = Math.max(rank(), other.rank());
        long[] result = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long a = i <= rank() ? dims[rank() - i] : 1;
            long b = i <= other.rank() ? other.dims[other.rank() - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException("expected shapes that broadcast (equal or 1 from the right) but got " + this
                        + " and " + other + ": " + a + " against " + b);
            }
            result[rank - i] = a == 1 ? b : a;
        }
        return of(result);
    }

    /** Whether broadcasting this against {@code target} gives {@code target}. */
    public boolean broadcastsTo(Shape target) {
        if (rank() > target.rank()) {
            return false;
        }
        for (int i = 1; i <= rank(); i++) {
            long extent = dims[rank() - i];
            if (extent != 1 && extent != target.dims[target.rank() - i]) {
                return false;
            }
        }
        return true;
    }

    /** Row-major strides in elements. */
    public long[] strides() {
        long[] strides = new long[dims.length];
        long stride = 1;
        for (int axis = dims.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= dims[axis];
        }
        return strides;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    @Override
    public String toString() {
        return Arrays.stream(dims).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
