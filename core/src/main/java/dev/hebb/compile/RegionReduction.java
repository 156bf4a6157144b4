package dev.hebb.compile;

import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.graph.Node;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.Sum;
import dev.hebb.shape.Shape;
import java.util.List;

/**
 * How a node reduces a tensor, seen as a matrix.
 *
 * @param isSum a sum; otherwise a maximum
 * @param shape of what is reduced
 * @param over the axes, ascending
 */
record RegionReduction(boolean isSum, Shape shape, List<Integer> over) {
    static boolean is(Node node) {
        return node.op() instanceof Sum || node.op() instanceof Max;
    }

    static RegionReduction of(Node node) {
        Shape shape = node.input(0).shape();
        if (node.op() instanceof Sum sum) {
            return new RegionReduction(true, shape, shape.axes(sum.axes()));
        } else if (node.op() instanceof Max max) {
            return new RegionReduction(false, shape, shape.axes(max.axes()));
        }
        throw new AssertionError(node);
    }

    /** Whether every axis that it is over has one element, so that the result has the same elements. */
    boolean isView() {
        return over.stream().allMatch(axis -> shape.dim(axis) == 1);
    }

    /** Whether one number is left. */
    boolean isTotal() {
        return isReducedFrom(0) && !isView();
    }

    /** Whether each row of {@code rows} x {@code columns} becomes one number. A reduction over all axes is no such thing, even of one row. */
    boolean isOverColumns(long rows, long columns) {
        long leading = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (leading == rows && isReducedFrom(axis) && isKeptBefore(axis)) {
                return over.size() < shape.rank() && shape.size() == rows * columns;
            }
            leading *= shape.dim(axis);
        }
        return false;
    }

    /** Whether each column of {@code rows} x {@code columns} becomes one number. */
    boolean isOverRows(long rows, long columns) {
        long leading = 1;
        for (int axis = 0; axis <= shape.rank(); axis++) {
            if (leading == rows && isReducedBefore(axis) && isKeptFrom(axis)) {
                return shape.size() == rows * columns;
            }
            leading *= axis < shape.rank() ? shape.dim(axis) : 1;
        }
        return false;
    }

    private boolean isReducedBefore(int end) {
        return areReduced(0, end);
    }

    private boolean isReducedFrom(int first) {
        return areReduced(first, shape.rank());
    }

    private boolean isKeptBefore(int end) {
        return areKept(0, end);
    }

    private boolean isKeptFrom(int first) {
        return areKept(first, shape.rank());
    }

    private boolean areReduced(int first, int end) {
        for (int axis = first; axis < end; axis++) {
            if (shape.dim(axis) != 1 && !over.contains(axis)) {
                return false;
            }
        }
        return true;
    }

    private boolean areKept(int first, int end) {
        for (int axis = first; axis < end; axis++) {
            if (shape.dim(axis) != 1 && over.contains(axis)) {
                return false;
            }
        }
        return true;
    }

    /** The reduction of a value of one space to one of another. */
    Reduction between(Space from, Space to) {
        return switch (to) {
            case ROWS -> isSum ? Reduction.ROW_SUM : Reduction.ROW_MAX;
            case COLUMNS -> Reduction.COLUMN_SUM;
            case SINGLE -> isSum ? Reduction.TOTAL_SUM : Reduction.TOTAL_MAX;
            case MATRIX -> throw new AssertionError("a reduction from " + from + " to " + to);
        };
    }
}
