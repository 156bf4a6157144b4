package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * A number, the same for every element: a scalar that broadcasts.
 *
 * <p>Shapes: {@code []}.
 *
 * @param value any double; a backend rounds it to its precision
 */
public record Constant(double value) implements ElementwiseOp {
    @Override
    public int arity() {
        return 0;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return Expr.constant(value);
    }
}
