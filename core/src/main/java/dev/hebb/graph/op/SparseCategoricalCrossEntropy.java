package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * The cross-entropy of predicted distributions against labels, one number per row.
 *
 * <p>Formula: {@code y = -log(p[label])}, with a logarithm of at least -100; {@code dp = -dy / max(p, 1e-12)} at the label, else 0.
 * <br>Shapes: {@code prediction float [B, .., K], target int [B, ..] -> [B]}; axes between are averaged. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the labels have not the prediction's shape without its classes. Whoever feeds labels checks their range.
 */
public record SparseCategoricalCrossEntropy() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferLabels(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Value target = PerRow.indicators(in.get(0), in.get(1));
        return Value.of(new CategoricalCrossEntropy(), in.get(0), target);
    }
}
