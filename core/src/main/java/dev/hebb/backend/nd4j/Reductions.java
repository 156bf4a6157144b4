package dev.hebb.backend.nd4j;

import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums by ND4J; maxima in Java, since ND4J's skip NaN.
 *
 * <p>Neighbouring axes that are both reduced or both kept count as one axis here.
 */
final class Reductions {
    private final List<Long> extents = new ArrayList<>();
    private final List<Boolean> reduced = new ArrayList<>();

    private Reductions(Shape shape, List<Integer> axes) {
        List<Integer> over = shape.axes(axes);
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.dim(axis) != 1) {
                append(shape.dim(axis), over.contains(axis));
            }
        }
    }

    private void append(long extent, boolean isReduced) {
        int last = reduced.size() - 1;
        if (last >= 0 && reduced.get(last) == isReduced) {
            extents.set(last, extents.get(last) * extent);
        } else {
            extents.add(extent);
            reduced.add(isReduced);
        }
    }

    private Shape kept() {
        return Shape.of(IntStream.range(0, extents.size())
                .filter(i -> !reduced.get(i))
                .mapToObj(extents::get)
                .toList());
    }

    static Kernel sum(Tensor x, Tensor y, List<Integer> axes) {
        if (x.size() == 0) {
            return () -> y.fill(0);
        }
        Reductions form = new Reductions(x.shape(), axes);
        if (!form.reduced.contains(true)) {
            return Movements.copy(x, y);
        }
        long[] over = IntStream.range(0, form.extents.size())
                .filter(form.reduced::get)
                .mapToLong(i -> i)
                .toArray();
        return Calls.custom(
                "reduce_sum",
                List.of(x.as(Shape.of(form.extents)).view()),
                y.as(form.kept()).view(),
                over,
                new double[0],
                new boolean[] {false});
    }

    static Kernel max(Tensor x, Tensor y, List<Integer> axes) {
        Reductions form = new Reductions(x.shape(), axes);
        long[] extents = Shape.of(form.extents).dims();
        long[] into = new long[extents.length];
        long stride = 1;
        for (int axis = into.length - 1; axis >= 0; axis--) {
            if (!form.reduced.get(axis)) {
                into[axis] = stride;
                stride *= extents[axis];
            }
        }
        long[] from = Shape.of(form.extents).strides();
        return () -> {
            y.fill(Double.NEGATIVE_INFINITY);
            max(x, y, 0, 0, 0, extents, from, into);
        };
    }

    private static void max(Tensor x, Tensor y, int axis, long at, long to, long[] extents, long[] from, long[] into) {
        if (axis == extents.length) {
            y.set(to, Math.max(y.get(to), x.get(at)));
        } else {
            for (long i = 0; i < extents[axis]; i++) {
                max(x, y, axis + 1, at + i * from[axis], to + i * into[axis], extents, from, into);
            }
        }
    }

    static Kernel argMax(Tensor x, Tensor y, int axis) {
        long extent = x.shape().dim(axis);
        long inner = Movements.inner(x.shape(), axis);
        long outer = y.size() / inner;
        return () -> {
            for (long o = 0; o < outer; o++) {
                for (long i = 0; i < inner; i++) {
                    y.set(o * inner + i, (double) first(x, o * extent * inner + i, extent, inner));
                }
            }
        };
    }

    /** The place of the first NaN, or else of the first maximum. */
    private static long first(Tensor x, long at, long extent, long stride) {
        long place = 0;
        double best = x.get(at);
        for (long k = 1; k < extent && !Double.isNaN(best); k++) {
            double value = x.get(at + k * stride);
            if (value > best || Double.isNaN(value)) {
                best = value;
                place = k;
            }
        }
        return place;
    }
}
