package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The sign, element by element: -1, 0 or 1.
 *
 * <p>Formula: {@code y = sign(x)}; the derivative is 0 everywhere.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; NaN gives NaN.
 */
public record Sign() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).sign();
    }
}
