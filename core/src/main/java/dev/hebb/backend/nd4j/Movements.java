package dev.hebb.backend.nd4j;

import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels that put elements elsewhere, each one strided copy. */
final class Movements {
    private Movements() {}

    /** Copies {@code from}, which broadcasts to the shape of {@code to} or has as many elements. */
    static Kernel copy(Tensor from, Tensor to) {
        if (from.size() == to.size()) {
            return Calls.copy(from.flat(false), to.flat(false));
        }
        INDArray target = from.size() == 1 ? to.flat(false) : to.view();
        return Calls.copy(from.broadcast(to.shape()), target);
    }

    static Kernel transpose(Tensor from, Tensor to, List<Integer> permutation) {
        long[] own = from.shape().strides();
        List<Long> strides = permutation.stream().map(axis -> own[axis]).toList();
        return Calls.copy(from.strided(0, to.shape().toList(), strides), to.view());
    }

    /** {@code to = from[.., first .. first + extent of to, ..]} along {@code axis}. */
    static Kernel slice(Tensor from, Tensor to, int axis, long first) {
        return Calls.copy(part(from, axis, first, to.shape().dim(axis)), whole(to, axis));
    }

    /** Writes {@code from} into the part of {@code to} that starts at {@code first} along {@code axis}. */
    static Kernel insert(Tensor from, Tensor to, int axis, long first) {
        return Calls.copy(whole(from, axis), part(to, axis, first, from.shape().dim(axis)));
    }

    static List<Kernel> concatenate(List<Tensor> parts, Tensor to, int axis) {
        List<Kernel> kernels = new ArrayList<>();
        long first = 0;
        for (Tensor part : parts) {
            if (part.size() > 0) {
                kernels.add(insert(part, to, axis, first));
            }
            first += part.shape().dim(axis);
        }
        return kernels;
    }

    /** Part of a tensor as a matrix: what lies before the axis, then the axis with what lies behind it. */
    private static INDArray part(Tensor tensor, int axis, long first, long count) {
        Shape shape = tensor.shape();
        long inner = inner(shape, axis);
        long row = shape.dim(axis) * inner;
        long rows = tensor.size() / row;
        return rows == 1
                ? tensor.strided(first * inner, List.of(count * inner), List.of(1L))
                : tensor.strided(first * inner, List.of(rows, count * inner), List.of(row, 1L));
    }

    private static INDArray whole(Tensor tensor, int axis) {
        return part(tensor, axis, 0, tensor.shape().dim(axis));
    }

    /** The number of elements per index of {@code axis}. */
    static long inner(Shape shape, int axis) {
        long inner = 1;
        for (int i = shape.axis(axis) + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        return inner;
    }
}
