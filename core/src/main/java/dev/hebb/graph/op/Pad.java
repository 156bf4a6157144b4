package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Zeros before and after along an axis.
 *
 * <p>Formula: the gradient is the slice of {@code dy} that is not padding.
 * <br>Shapes: {@code x [.., d, ..] -> y [.., before + d + after, ..]}.
 * <br>Errors: {@code ShapeException} for an axis out of range; a negative count is refused.
 *
 * @param axis a negative one counts from the end
 * @param before how many zeros come first
 * @param after how many zeros come last
 */
public record Pad(int axis, long before, long after) implements PrimitiveOp {
    public Pad {
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException(
                    "expected 0 or more zeros but got " + before + " before and " + after + " after at op pad");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        Shape shape = inputs.get(0).shape();
        long extent = shape.dim(Signature.axis(this, shape, axis));
        return List.of(inputs.get(0).withShape(shape.with(axis, before + extent + after)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        long extent = node.input(0).shape().dim(axis);
        return List.of(upstream.get(0).map(dy -> dy.slice(axis, before, before + extent)));
    }
}
