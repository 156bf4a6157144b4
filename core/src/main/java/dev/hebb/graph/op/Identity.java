package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * Its input: the activation of a linear layer.
 *
 * <p>Formula: {@code y = x}, {@code dy/dx = 1}.
 * <br>Shapes: {@code x [d0, .., dn] -> y [d0, .., dn]}.
 * <br>Errors: none; NaN gives NaN.
 */
public record Identity() implements ElementwiseOp {
    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0);
    }
}
