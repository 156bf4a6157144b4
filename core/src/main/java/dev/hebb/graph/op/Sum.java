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
 * The sum over some axes.
 *
 * <p>Formula: {@code y = sum of x}, {@code dx = dy} repeated.
 * <br>Shapes: {@code x [d0, .., dn] ->} the same without the axes, or with extent 1 in their place.
 * <br>Errors: {@code ShapeException} for an axis out of range or named twice. The sum over nothing is 0.
 *
 * @param axes which axes; none means all, a negative one counts from the end
 * @param keepDims whether the summed axes stay with extent 1
 */
public record Sum(List<Integer> axes, boolean keepDims) implements PrimitiveOp {
    public Sum {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        return List.of(Signature.reduced(this, inputs.get(0), axes, keepDims));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        Shape shape = node.input(0).shape();
        Value dy = Broadcasting.restoreAxes(upstream.get(0).orElseThrow(), shape, axes);
        return List.of(Optional.of(Broadcasting.broadcastTo(dy, shape)));
    }
}
