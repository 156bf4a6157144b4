package dev.hebb.backend.cpu;

import dev.hebb.shape.Shape;
import java.util.List;

/** Commands that put elements elsewhere. */
final class Movements {
    private Movements() {}

    /** Copies {@code from}, which broadcasts to the shape of {@code to} or has as many elements. */
    static void copy(Tape tape, Tensor from, Tensor to) {
        if (from.size() == to.size()) {
            rows(tape, from.address(), to, to.address(), 1, to.size(), 0, 0);
        } else {
            strided(tape, from, to, from.stridesIn(to.shape()));
        }
    }

    static void transpose(Tape tape, Tensor from, Tensor to, List<Integer> permutation) {
        long[] own = from.shape().strides();
        strided(
                tape,
                from,
                to,
                permutation.stream().mapToLong(axis -> own[axis]).toArray());
    }

    /** Copies the elements {@code index . strides} for every index of {@code to}. */
    private static void strided(Tape tape, Tensor from, Tensor to, long[] strides) {
        Axes axes = Axes.of(to.shape().dims(), List.of(strides));
        int count = axes.extents().size();
        int missing = Math.max(0, 2 - count);
        tape.begin(Command.COPY_STRIDED, to.dataType())
                .add(from.address())
                .add(to.address())
                .add(count + missing);
        for (int axis = 0; axis < missing; axis++) {
            tape.add(1).add(axis + 1 == 2 ? 1 : 0);
        }
        for (int axis = 0; axis < count; axis++) {
            tape.add(axes.extents().get(axis)).add(axes.strides().get(0).get(axis));
        }
    }

    /** {@code to = from[.., first .. first + extent of to, ..]} along {@code axis}. */
    static void slice(Tape tape, Tensor from, Tensor to, int axis, long first) {
        long inner = inner(to.shape(), axis);
        long part = to.shape().dim(axis) * inner;
        long whole = from.shape().dim(axis) * inner;
        rows(tape, from.address(first * inner), to, to.address(), to.size() / part, part, whole, part);
    }

    private static void insert(Tape tape, Tensor from, Tensor to, int axis, long first) {
        long inner = inner(to.shape(), axis);
        long part = from.shape().dim(axis) * inner;
        long whole = to.shape().dim(axis) * inner;
        rows(tape, from.address(), to, to.address(first * inner), from.size() / part, part, part, whole);
    }

    /** Writes {@code parts} one after another into {@code to} along {@code axis}, from {@code start} on. */
    static void concatenate(Tape tape, List<Tensor> parts, Tensor to, int axis, long start) {
        long first = start;
        for (Tensor part : parts) {
            if (part.size() > 0) {
                insert(tape, part, to, axis, first);
            }
            first += part.shape().dim(axis);
        }
    }

    private static void rows(
            Tape tape, long from, Tensor type, long to, long rows, long elements, long stepFrom, long stepTo) {
        tape.begin(Command.COPY_ROWS, type.dataType())
                .add(from)
                .add(to)
                .add(rows)
                .add(elements)
                .add(stepFrom)
                .add(stepTo);
    }

    /** The number of elements per index of {@code axis}. */
    static long inner(Shape shape, int axis) {
        long inner = 1;
        for (int i = shape.axis(axis) + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        return inner;
    }

    static void fill(Tape tape, Tensor to, double value) {
        tape.begin(Command.FILL, to.dataType()).add(to.address()).add(to.size()).add(value);
    }
}
