package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * One over the square root, element by element.
 *
 * <p>Formula: {@code y = 1 / sqrt(x)}, {@code dy/dx = -y^3 / 2}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range (0, inf].
 * <br>Errors: none; 0 gives inf, a negative number NaN.
 */
public record ReciprocalSquareRoot() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).rsqrt();
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return y.times(y).times(y).times(-0.5);
    }
}
