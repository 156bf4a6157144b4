package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * The quotient, element by element.
 *
 * <p>Formula: {@code y = a / b}, {@code dy/da = 1 / b}, {@code dy/db = -a / b^2}.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; division by 0 follows IEEE 754.
 */
public record Divide() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).over(x.get(1));
    }
}
