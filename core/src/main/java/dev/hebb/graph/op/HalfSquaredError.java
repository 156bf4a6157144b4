package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * Half the squared error, one number per row: its gradient by the prediction is the error itself.
 *
 * <p>Formula: {@code y = 1/2 sum of (prediction - target)^2} over a row; {@code dprediction = dy (prediction - target)}.
 * <br>Shapes: {@code prediction float [B, ..], target float [B, ..] -> [B]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ.
 * <br>Source: Rumelhart, Hinton, Williams, "Learning representations by back-propagating errors", Nature 323, 1986.
 */
public record HalfSquaredError() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferElements(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        return PerRow.sum(in.get(0).minus(in.get(1)).square().times(0.5));
    }
}
