package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The logarithm of the softmax along an axis, exact where a probability rounds to 0.
 *
 * <p>Formula: {@code y = x - max x - log(sum exp(x - max x))}, {@code dx = dy - exp(y) sum(dy)}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [-inf, 0].
 * <br>Errors: {@code ShapeException} for an axis out of range or of extent 0; a NaN makes its whole distribution NaN.
 *
 * @param axis a negative one counts from the end
 */
public record LogSoftmax(int axis) implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT);
        Signature.axis(this, inputs.get(0).shape(), axis);
        return inputs;
    }

    @Override
    public Value decompose(List<Value> in) {
        Value x = in.get(0);
        Value shifted = x.minus(x.maxOver(axis));
        return shifted.minus(shifted.exp().sumOver(axis).log());
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Value dx = upstream.minus(node.output().exp().times(upstream.sumOver(axis)));
        return Optional.of(List.of(Optional.of(dx)));
    }
}
