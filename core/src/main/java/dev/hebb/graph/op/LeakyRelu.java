package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Rectified linear unit with a slope on the negative side, element by element.
 *
 * <p>Formula: {@code y = x} where {@code x > 0}, else {@code slope x}; {@code dy/dx = 1} or {@code slope}, at 0 {@code slope}. With a slope of 0 or
 * more only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; NaN gives NaN.
 * <br>Source: Maas, Hannun, Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
 *
 * @param slope of the negative side; any finite number
 */
public record LeakyRelu(double slope) implements ElementwiseOp {
    public static final double DEFAULT_SLOPE = 0.01;

    public LeakyRelu {
        if (!Double.isFinite(slope)) {
            throw new IllegalArgumentException("expected a finite slope but got " + slope + " at op leaky_relu");
        }
    }

    @Override
    public Expr forward(List<Expr> x) {
        return Expr.choose(
                x.get(0).greaterThan(Numbers.ZERO), x.get(0), x.get(0).times(slope));
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        Expr signed = slope >= 0 ? y : x.get(0);
        return Expr.choose(signed.greaterThan(Numbers.ZERO), Numbers.ONE, Expr.constant(slope));
    }
}
