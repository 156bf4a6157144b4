package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.expr.Program;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of probabilities against targets from 0 to 1, one number per row.
 *
 * <p>Formula: {@code y = mean of -(t log(p) + (1 - t) log(1 - p))} over a row, with logarithms of at least -100;
 * {@code dp = dy / n (p - t) / max(p (1 - p), 1e-12)}. So a probability of exactly 0 or 1 gives neither NaN nor infinity.
 * <br>Shapes: {@code prediction float [B, ..], target float [B, ..] -> [B]}. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ.
 * <br>Source: PyTorch, {@code binary_cross_entropy}.
 */
public record BinaryCrossEntropy() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferElements(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Expr p = Expr.variable(0);
        Expr t = Expr.variable(1);
        Expr loss = t.times(Probability.log(p))
                .plus(Numbers.ONE.minus(t).times(Probability.logOfRest(p)))
                .negated();
        return PerRow.mean(Value.of(new Expression("binary_cross_entropy", Program.of(2, loss)), in));
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Shape shape = node.input(0).shape();
        Expr p = Expr.variable(0);
        Expr t = Expr.variable(1);
        Expr up = Expr.variable(2).times(PerRow.share(shape));
        Expr dp = p.minus(t)
                .over(Probability.divisor(p.times(Numbers.ONE.minus(p))))
                .times(up);
        Expr dt = Probability.logOfRest(p).minus(Probability.log(p)).times(up);
        List<Value> in = List.of(node.input(0), node.input(1), PerRow.spread(upstream, shape));
        return Optional.of(List.of(
                Optional.of(Value.of(new Expression("d_binary_cross_entropy", Program.of(3, dp)), in)),
                Optional.of(Value.of(new Expression("d_binary_cross_entropy_target", Program.of(3, dt)), in))));
    }
}
