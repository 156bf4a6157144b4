package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The square root, element by element.
 *
 * <p>Formula: {@code y = sqrt(x)}, {@code dy/dx = 1 / (2 y)}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf).
 * <br>Errors: none; a negative number gives NaN, the derivative at 0 is infinite.
 */
public record SquareRoot() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).sqrt();
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return Expr.constant(0.5).over(y);
    }
}
