package dev.hebb.graph.op;

import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of the softmax of the prediction against labels, one number per row; exact for large logits.
 *
 * <p>Formula: {@code y = -logsoftmax(x)[label]}; {@code dx = dy (softmax(x) - 1)} at the label, {@code dy softmax(x)} elsewhere.
 * <br>Shapes: {@code prediction float [B, .., K], target int [B, ..] -> [B]}; axes between are averaged. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the labels have not the prediction's shape without its classes. Whoever feeds labels checks their range.
 */
public record SparseCategoricalCrossEntropyFromLogits() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferLabels(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Value target = PerRow.indicators(in.get(0), in.get(1));
        return Value.of(new CategoricalCrossEntropyFromLogits(), in.get(0), target);
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Value x = node.input(0);
        Value up = PerRow.spreadOverDistributions(upstream, x.shape());
        Value dx = Value.of(new Softmax(-1), x)
                .minus(PerRow.indicators(x, node.input(1)))
                .times(up);
        return Optional.of(List.of(Optional.of(dx), Optional.empty()));
    }
}
