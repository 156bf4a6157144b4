package dev.hebb.graph.op;

import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Whether {@code a > b}, element by element, as 1 or 0.
 *
 * <p>Formula: {@code y = a > b ? 1 : 0}; the derivative is 0 everywhere.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; NaN compares false.
 */
public record Greater() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return Expr.binary(BinaryFunction.GREATER, x.get(0), x.get(1));
    }
}
