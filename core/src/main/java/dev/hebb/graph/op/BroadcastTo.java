package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Repetition along axes of extent 1 and along new leading axes, as in NumPy.
 *
 * <p>Formula: {@code dx = dy} summed over the repetitions.
 * <br>Shapes: {@code x -> y shape}; {@code int} or {@code float}.
 * <br>Errors: {@code ShapeException} where the input does not broadcast to the shape.
 *
 * @param shape of the output; holds the batch size, so it belongs into gradients and not into models
 */
public record BroadcastTo(Shape shape) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.requireCount(this, inputs, 1);
        if (!inputs.get(0).shape().broadcastsTo(shape)) {
            throw Signature.misfit(
                    this, "a shape that broadcasts to " + shape, inputs.get(0).shape());
        }
        return List.of(inputs.get(0).withShape(shape));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(
                upstream.get(0).map(dy -> Broadcasting.sumTo(dy, node.input(0).shape())));
    }
}
