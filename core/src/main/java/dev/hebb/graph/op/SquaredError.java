package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * The squared error, one number per row.
 *
 * <p>Formula: {@code y = sum of (prediction - target)^2} over a row.
 * <br>Shapes: {@code prediction float [B, ..], target float [B, ..] -> [B]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ.
 */
public record SquaredError() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferElements(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        return PerRow.sum(in.get(0).minus(in.get(1)).square());
    }
}
