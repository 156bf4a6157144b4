package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * A smooth rectifier, element by element.
 *
 * <p>Formula: {@code y = log(1 + exp(x))}, computed as {@code max(x, 0) + log1p(exp(-|x|))} so that no {@code x} overflows;
 * {@code dy/dx = sigmoid(x) = 1 - exp(-y)}; only {@code y} is kept for the backward pass.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}. Range [0, inf).
 * <br>Errors: none; NaN gives NaN.
 * <br>Source: Dugas et al., "Incorporating second-order functional knowledge for better option pricing", NIPS 2000.
 */
public record Softplus() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        Expr in = x.get(0);
        return in.max(Numbers.ZERO).plus(Expr.exp(in.absolute().negated()).log1p());
    }

    @Override
    public Expr derivative(int input, List<Expr> x, Expr y) {
        return y.negated().expm1().negated();
    }
}
