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
 * The place of the first maximum along an axis; no gradient. The first NaN counts as the maximum.
 *
 * <p>Shapes: {@code x float [d0, .., dn] -> y int}, the same without the axis. Range 0 .. extent - 1.
 * <br>Errors: {@code ShapeException} for an axis out of range or of extent 0.
 *
 * @param axis a negative one counts from the end
 */
public record ArgMax(int axis) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        Shape shape = inputs.get(0).shape();
        if (shape.dim(Signature.axis(this, shape, axis)) == 0) {
            throw Signature.misfit(this, "an axis of 1 or more elements, since nothing has no maximum,", shape);
        }
        return List.of(TensorType.ofInt(shape.without(axis)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(Optional.empty());
    }
}
