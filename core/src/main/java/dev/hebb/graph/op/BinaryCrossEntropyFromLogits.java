package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of the sigmoid of the prediction against targets from 0 to 1, one number per row; exact for large logits.
 *
 * <p>Formula: {@code y = mean of max(x, 0) - x t + log1p(exp(-|x|))} over a row, which is {@code -(t log(s) + (1 - t) log(1 - s))} with
 * {@code s = sigmoid(x)}; {@code dx = dy / n (s - t)}.
 * <br>Shapes: {@code prediction float [B, ..], target float [B, ..] -> [B]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ.
 */
public record BinaryCrossEntropyFromLogits() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferElements(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Expr x = Expr.variable(0);
        Expr t = Expr.variable(1);
        Expr softplus = new Softplus().forward(List.of(x));
        Expr loss = softplus.minus(x.times(t));
        return PerRow.mean(Value.of(new Expression("binary_cross_entropy_from_logits", Program.of(2, loss)), in));
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Shape shape = node.input(0).shape();
        Expr x = Expr.variable(0);
        Expr up = Expr.variable(2).times(PerRow.share(shape));
        Expr dx = Expr.sigmoid(x).minus(Expr.variable(1)).times(up);
        Value spread = PerRow.spread(upstream, shape);
        Value dt = node.input(0).times(spread.times(-PerRow.share(shape)));
        List<Value> in = List.of(node.input(0), node.input(1), spread);
        return Optional.of(List.of(
                Optional.of(Value.of(new Expression("d_binary_cross_entropy_from_logits", Program.of(3, dx)), in)),
                Optional.of(dt)));
    }
}
