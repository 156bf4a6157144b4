package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * Integers as real numbers; no gradient.
 *
 * <p>Shapes: {@code x int [d0, .., dn] -> y float [d0, .., dn]}.
 * <br>Errors: {@code ShapeException} for a FLOAT input. Integers past 2^24 are rounded in float32.
 */
public record Cast() implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.INT);
        return List.of(TensorType.ofFloat(inputs.get(0).shape()));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(Optional.empty());
    }
}
