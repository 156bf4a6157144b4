package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of predicted distributions against target distributions, one number per row.
 *
 * <p>Formula: {@code y = -sum of t log(p)} over the classes, with logarithms of at least -100; {@code dp = -dy t / max(p, 1e-12)}. So a probability
 * of 0 where the target is 0 adds nothing, and no probability gives NaN or infinity. The prediction is not scaled to a sum of 1.
 * <br>Shapes: {@code prediction float [B, .., K], target float [B, .., K] -> [B]}; axes between are averaged. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ or have fewer than two axes.
 */
public record CategoricalCrossEntropy() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferDistributions(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Expr loss = Expr.variable(1).times(Probability.log(Expr.variable(0))).negated();
        return PerRow.mean(Value.of(new Expression("categorical_cross_entropy", Program.of(2, loss)), in)
                .sum(-1));
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Expr p = Expr.variable(0);
        Expr up = Expr.variable(2);
        Expr dp = Expr.variable(1).negated().over(Probability.divisor(p)).times(up);
        Expr dt = Probability.log(p).negated().times(up);
        Value spread = PerRow.spreadOverDistributions(upstream, node.input(0).shape());
        List<Value> in = List.of(node.input(0), node.input(1), spread);
        return Optional.of(List.of(
                Optional.of(Value.of(new Expression("d_categorical_cross_entropy", Program.of(3, dp)), in)),
                Optional.of(Value.of(new Expression("d_categorical_cross_entropy_target", Program.of(3, dt)), in))));
    }
}
