package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The difference, element by element.
 *
 * <p>Formula: {@code y = a - b}.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; NaN gives NaN.
 */
public record Subtract() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).minus(x.get(1));
    }
}
