package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * Huber's loss, one number per row: squared for small errors, absolute for large ones, so that outliers pull no harder than {@code delta}.
 *
 * <p>Formula: {@code y = mean of e^2 / 2} where {@code |e| <= delta}, else {@code delta (|e| - delta / 2)}, with {@code e = prediction - target} over a row;
 * {@code de} is {@code e} kept between {@code -delta} and {@code delta}.
 * <br>Shapes: {@code prediction float [B, ..], target float [B, ..] -> [B]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ.
 * <br>Source: Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964; scaled as PyTorch's {@code HuberLoss}.
 *
 * @param delta the error from which on the loss is a straight line; finite and above 0
 */
public record Huber(double delta) implements CompositeOp {
    public static final double DEFAULT_DELTA = 1;

    public Huber {
        boolean isLength = delta > 0 && Double.isFinite(delta);
        if (!isLength) {
            throw new IllegalArgumentException("expected a finite delta above 0 but got " + delta + " at op huber");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferElements(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Value error = in.get(0).minus(in.get(1)).absolute();
        Value bounded = error.min(delta);
        return PerRow.mean(bounded.times(error.minus(bounded.times(0.5))));
    }
}
