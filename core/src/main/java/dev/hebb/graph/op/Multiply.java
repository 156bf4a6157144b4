package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The product, element by element.
 *
 * <p>Formula: {@code y = a b}, {@code dy/da = b}, {@code dy/db = a}.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; NaN gives NaN.
 */
public record Multiply() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).times(x.get(1));
    }
}
