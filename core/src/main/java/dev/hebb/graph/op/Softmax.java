package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Numbers along an axis as a probability distribution.
 *
 * <p>Formula: {@code y = exp(x - max x) / sum exp(x - max x)}, {@code dx = y (dy - sum(dy y))}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, 1]; the sum along the axis is 1.
 * <br>Errors: {@code ShapeException} for an axis out of range or of extent 0; a NaN makes its whole distribution NaN.
 * <br>Source: Goodfellow, Bengio, Courville, "Deep Learning", 2016, section 4.1.
 *
 * @param axis a negative one counts from the end
 */
public record Softmax(int axis) implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        Signature.axis(this, inputs.get(0).shape(), axis);
        return inputs;
    }

    @Override
    public Value decompose(List<Value> in) {
        Value x = in.get(0);
        Value exp = x.minus(x.maxOver(axis)).exp();
        return exp.over(exp.sumOver(axis));
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Value y = node.output();
        Value dx = y.times(upstream.minus(upstream.times(y).sumOver(axis)));
        return Optional.of(List.of(Optional.of(dx)));
    }
}
