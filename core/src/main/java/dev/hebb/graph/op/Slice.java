package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The elements {@code from .. until-1} along an axis.
 *
 * <p>Formula: the gradient is {@code dy} with zeros around it.
 * <br>Shapes: {@code x [.., d, ..] -> y [.., until - from, ..]}; {@code int} or {@code float}.
 * <br>Errors: {@code ShapeException} unless {@code 0 <= from <= until <= d}.
 *
 * @param axis a negative one counts from the end
 * @param from the first element taken
 * @param until the element after the last
 */
public record Slice(int axis, long from, long until) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.requireCount(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        long extent = shape.dim(Signature.axis(this, shape, axis));
        if (from < 0 || until < from || until > extent) {
            throw Signature.misfit(
                    this,
                    "a range within 0 to " + extent + " along axis " + axis + " of " + shape,
                    from + " to " + until);
        }
        return List.of(inputs.get(0).withShape(shape.with(axis, until - from)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        long after = node.input(0).shape().dim(axis) - until;
        return List.of(upstream.get(0).map(dy -> Value.of(new Pad(axis, from, after), dy)));
    }
}
