package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The same elements in row-major order under another shape; a view, so nothing is copied.
 *
 * <p>Shapes: {@code x [d0, .., dn] -> y dims}, of as many elements; {@code int} or {@code float}.
 * <br>Errors: {@code ShapeException} where the numbers of elements differ.
 *
 * @param dims the extents; one may be -1 for what is left, such as the batch
 */
public record Reshape(List<Long> dims) implements PrimitiveOp {
    public Reshape {
        dims = List.copyOf(dims);
        if (dims.stream().anyMatch(dim -> dim < -1)
                || dims.stream().filter(dim -> dim == -1).count() > 1) {
            throw new ShapeException(
                    "expected extents of 0 or more and at most one -1 but got " + dims + " at op reshape");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.requireCount(this, inputs, 1);
        Shape from = inputs.get(0).shape();
        int free = dims.indexOf(-1L);
        Shape shape = free < 0 ? Shape.of(dims) : fill(from, free);
        if (shape.size() != from.size()) {
            throw Signature.misfit(this, "a shape of " + from.size() + " elements, those of " + from + ",", dims);
        }
        return List.of(inputs.get(0).withShape(shape));
    }

    private Shape fill(Shape from, int free) {
        long others = 1;
        for (long dim : dims) {
            others *= dim == -1 ? 1 : dim;
        }
        if (others == 0 || from.size() % others != 0) {
            throw Signature.misfit(this, "extents that divide the " + from.size() + " elements of " + from, dims);
        }
        long[] filled = dims.stream().mapToLong(Long::longValue).toArray();
        filled[free] = from.size() / others;
        return Shape.of(filled);
    }

    @Override
    public boolean isView() {
        return true;
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(upstream.get(0).map(dy -> dy.reshape(node.input(0).shape())));
    }
}
