package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The axes in another order.
 *
 * <p>Formula: axis {@code i} of the output is axis {@code permutation[i]} of the input; the gradient goes through the inverse.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d(permutation[0]), .., d(permutation[n])]}; {@code int} or {@code float}.
 * <br>Errors: {@code ShapeException} for anything but a permutation of the input's axes.
 *
 * @param permutation a negative axis counts from the end
 */
public record Transpose(List<Integer> permutation) implements PrimitiveOp {
    public Transpose {
        permutation = List.copyOf(permutation);
    }

    /** The permutation with every axis counted from the front. */
    public List<Integer> permutation(Shape shape) {
        List<Integer> axes = permutation.stream()
                .map(axis -> Signature.axis(this, shape, axis))
                .toList();
        if (axes.size() != shape.rank() || axes.stream().distinct().count() != shape.rank()) {
            throw Signature.misfit(this, "a permutation of the " + shape.rank() + " axes of " + shape, permutation);
        }
        return axes;
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.requireCount(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        List<Long> dims = permutation(shape).stream().map(shape::dim).toList();
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        List<Integer> axes = permutation(node.input(0).shape());
        List<Integer> inverse =
                IntStream.range(0, axes.size()).map(axes::indexOf).boxed().toList();
        return List.of(upstream.get(0).map(dy -> Value.of(new Transpose(inverse), dy)));
    }
}
