package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The Gaussian error linear unit, element by element, with the error function itself and not an approximation by {@code tanh}.
 *
 * <p>Formula: {@code y = x P(x)} with the normal distribution {@code P(x) = (1 + erf(x / sqrt(2))) / 2}; {@code dy/dx = P(x) + x exp(-x^2 / 2) / sqrt(2 pi)}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [-0.17, inf).
 * <br>Errors: none; NaN gives NaN, and so does -inf.
 * <br>Source: Hendrycks, Gimpel, "Gaussian error linear units", 2016.
 */
public record Gelu() implements ElementwiseOp {
    private static final double HALF = 0.5;

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).times(normal(x.get(0)));
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        Expr in = x.get(0);
        Expr density = Expr.exp(in.square().times(-HALF)).times(1 / Math.sqrt(2 * Math.PI));
        return normal(in).plus(in.times(density));
    }

    private static Expr normal(Expr x) {
        return Expr.erf(x.times(Math.sqrt(HALF))).times(HALF).plus(HALF);
    }
}
