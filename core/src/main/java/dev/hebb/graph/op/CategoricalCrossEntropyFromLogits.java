package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.expr.Program;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.Node;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * The cross-entropy of the softmax of the prediction against target distributions (soft ones too), one number per row; exact for large logits.
 *
 * <p>Formula: {@code y = -sum of t logsoftmax(x)} over the classes, where a target of 0 adds nothing; {@code dx = dy (softmax(x) sum(t) - t)}.
 * <br>Shapes: {@code prediction float [B, .., K], target float [B, .., K] -> [B]}; axes between are averaged. Range [0, inf).
 * <br>Errors: {@code ShapeException} where the two shapes differ or have fewer than two axes.
 */
public record CategoricalCrossEntropyFromLogits() implements CompositeOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        return PerRow.inferDistributions(this, inputs);
    }

    @Override
    public Value decompose(List<Value> in) {
        Expr t = Expr.variable(1);
        Expr loss = Expr.choose(
                t.equalTo(Numbers.ZERO), Numbers.ZERO, t.times(Expr.variable(0)).negated());
        Value logSoftmax = Value.of(new LogSoftmax(-1), in.get(0));
        return PerRow.mean(Value.of(new Expression("cross_entropy_of_log", Program.of(2, loss)), logSoftmax, in.get(1))
                .sum(-1));
    }

    @Override
    public Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        Value x = node.input(0);
        Value t = node.input(1);
        Value up = PerRow.spreadOverDistributions(upstream, x.shape());
        Value dx = Value.of(new Softmax(-1), x).times(t.sumOver(-1)).minus(t).times(up);
        Value dt = Value.of(new LogSoftmax(-1), x).negated().times(up);
        return Optional.of(List.of(Optional.of(dx), Optional.of(dt)));
    }
}
