package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Logistic sigmoid, element by element.
 *
 * <p>Formula: {@code y = 1 / (1 + exp(-x))}, {@code dy/dx = y (1 - y)}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, 1].
 * <br>Errors: none; NaN gives NaN.
 * <br>Source: Goodfellow, Bengio, Courville, "Deep Learning", 2016, eq. 3.30.
 */
public record Sigmoid() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return Expr.sigmoid(x.get(0));
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return y.times(Numbers.ONE.minus(y));
    }
}
