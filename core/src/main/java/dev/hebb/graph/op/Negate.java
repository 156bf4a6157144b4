package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The opposite number, element by element.
 *
 * <p>Formula: {@code y = -x}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; NaN gives NaN.
 */
public record Negate() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).negated();
    }
}
