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
 * The maximum over some axes.
 *
 * <p>Formula: {@code y = max of x}; {@code dx = dy / n} at the {@code n} places that hold the maximum, else 0.
 * <br>Shapes: {@code x [d0, .., dn] ->} the same without the axes, or with extent 1 in their place.
 * <br>Errors: {@code ShapeException} for an axis out of range, named twice or of extent 0. A NaN among the numbers gives NaN.
 *
 * @param axes which axes; none means all, a negative one counts from the end
 * @param keepDims whether the reduced axes stay with extent 1
 */
public record Max(List<Integer> axes, boolean keepDims) implements PrimitiveOp {
    public Max {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        TensorType result = Signature.reduced(this, inputs.get(0), axes, keepDims);
        Shape shape = inputs.get(0).shape();
        if (shape.axes(axes).stream().anyMatch(axis -> shape.dim(axis) == 0)) {
            throw Signature.misfit(this, "axes of 1 or more elements, since nothing has no maximum,", shape);
        }
        return List.of(result);
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        Value x = node.input(0);
        Value y = Broadcasting.restoreAxes(node.output(), x.shape(), axes);
        Value dy = Broadcasting.restoreAxes(upstream.get(0).orElseThrow(), x.shape(), axes);
        Value isMaximum = x.equalTo(y);
        Value ties = Value.of(new Sum(axes, true), isMaximum);
        return List.of(Optional.of(isMaximum.times(dy.over(ties))));
    }
}
