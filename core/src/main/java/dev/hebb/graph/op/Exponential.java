package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The exponential, element by element.
 *
 * <p>Formula: {@code y = exp(x)}, {@code dy/dx = y}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf].
 * <br>Errors: none; NaN gives NaN.
 */
public record Exponential() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return Expr.exp(x.get(0));
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return y;
    }
}
