package dev.hebb.backend.cpu;

import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Sums, maxima and the places of maxima. Neighbouring axes that are both reduced or both kept count as one axis here. */
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

    static void sum(Tape tape, Tensor x, Tensor y, List<Integer> axes) {
        if (x.size() == 0) {
            Movements.fill(tape, y, 0);
        } else {
            new Reductions(x.shape(), axes).write(tape, x, y, false);
        }
    }

    static void max(Tape tape, Tensor x, Tensor y, List<Integer> axes) {
        new Reductions(x.shape(), axes).write(tape, x, y, true);
    }

    private void write(Tape tape, Tensor x, Tensor y, boolean isMax) {
        if (!reduced.contains(true)) {
            Movements.copy(tape, x, y);
            return;
        }
        int last = extents.size() - 1;
        boolean along = reduced.get(last);
        int outer = along ? last : last - 1;
        tape.begin(Command.REDUCE, x.dataType())
                .add(isMax)
                .add(x.address())
                .add(y.address())
                .add(along ? 1 : extents.get(last - 1))
                .add(extents.get(last))
                .add(along)
                .add(outer);
        for (int axis = 0; axis < outer; axis++) {
            tape.add(extents.get(axis)).add(stride(axis, true)).add(reduced.get(axis) ? 0 : stride(axis, false));
        }
    }

    /** Elements per index of an axis, of the input or of the output. */
    private long stride(int axis, boolean ofInput) {
        long stride = 1;
        for (int i = axis + 1; i < extents.size(); i++) {
            stride *= ofInput || !reduced.get(i) ? extents.get(i) : 1;
        }
        return stride;
    }

    static void argMax(Tape tape, Tensor x, Tensor y, int axis) {
        long inner = Movements.inner(x.shape(), axis);
        tape.begin(Command.ARG_MAX, x.dataType())
                .add(x.address())
                .add(y.address())
                .add(y.size() / inner)
                .add(x.shape().dim(axis))
                .add(inner);
    }
}
