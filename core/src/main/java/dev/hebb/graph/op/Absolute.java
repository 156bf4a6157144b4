package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The absolute value, element by element.
 *
 * <p>Formula: {@code y = |x|}, {@code dy/dx = sign(x)}, which is 0 at 0.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf).
 * <br>Errors: none; NaN gives NaN.
 */
public record Absolute() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).absolute();
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return x.get(0).sign();
    }
}
