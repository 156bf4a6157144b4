package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The square, element by element.
 *
 * <p>Formula: {@code y = x^2}, {@code dy/dx = 2 x}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf).
 * <br>Errors: none; NaN gives NaN.
 */
public record Square() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).square();
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return x.get(0).times(2);
    }
}
