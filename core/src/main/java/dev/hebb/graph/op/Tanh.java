package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Hyperbolic tangent, element by element.
 *
 * <p>Formula: {@code y = tanh(x)}, {@code dy/dx = 1 - y^2}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [-1, 1].
 * <br>Errors: none; NaN gives NaN.
 */
public record Tanh() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return Expr.tanh(x.get(0));
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return Numbers.ONE.minus(y.square());
    }
}
