package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * The mean over some axes.
 *
 * <p>Formula: {@code y = sum of x / n}, {@code dx = dy / n} repeated.
 * <br>Shapes: {@code x [d0, .., dn] ->} the same without the axes, or with extent 1 in their place.
 * <br>Errors: {@code ShapeException} for an axis out of range or named twice. The mean over nothing is NaN.
 *
 * @param axes which axes; none means all, a negative one counts from the end
 * @param keepDims whether the reduced axes stay with extent 1
 */
public record Mean(List<Integer> axes, boolean keepDims) implements CompositeOp {
    public Mean {
        axes = List.copyOf(axes);
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        return List.of(Signature.reduced(this, inputs.get(0), axes, keepDims));
    }

    @Override
    public Value decompose(List<Value> in) {
        Shape shape = in.get(0).shape();
        long count = 1;
        for (int axis : shape.axes(axes)) {
            count *= shape.dim(axis);
        }
        Value sum = Value.of(new Sum(axes, keepDims), in.get(0));
        return count == 1 ? sum : sum.over((double) count);
    }
}
