package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Rectified linear unit, element by element.
 *
 * <p>Formula: {@code y = max(x, 0)}, {@code dy/dx = 1} where {@code y > 0}, else 0 (at 0 too); only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf).
 * <br>Errors: none; NaN gives NaN.
 * <br>Source: Nair, Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
 */
public record Relu() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).max(Numbers.ZERO);
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return y.greaterThan(Numbers.ZERO);
    }
}
