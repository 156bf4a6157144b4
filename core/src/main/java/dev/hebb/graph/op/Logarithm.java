package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The natural logarithm, element by element.
 *
 * <p>Formula: {@code y = log(x)}, {@code dy/dx = 1 / x}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; 0 gives -inf, a negative number NaN.
 */
public record Logarithm() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return Expr.log(x.get(0));
    }
}
