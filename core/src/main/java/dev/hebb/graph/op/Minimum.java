package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The smaller of two numbers, element by element.
 *
 * <p>Formula: {@code y = min(a, b)}; the gradient goes to the smaller one, half to each at a tie.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; NaN on either side gives NaN.
 */
public record Minimum() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).min(x.get(1));
    }
}
