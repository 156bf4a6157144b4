package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The larger of two numbers, element by element.
 *
 * <p>Formula: {@code y = max(a, b)}; the gradient goes to the larger one, half to each at a tie.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; NaN on either side gives NaN.
 */
public record Maximum() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).max(x.get(1));
    }
}
