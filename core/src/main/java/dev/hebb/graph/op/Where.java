package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * A choice, element by element.
 *
 * <p>Formula: {@code y = a} where {@code condition != 0} (NaN counts as not 0), else {@code b}; the gradient goes to the chosen one, none to the condition.
 * <br>Shapes: {@code condition}, {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; what is not chosen may be NaN.
 */
public record Where() implements ElementwiseOp {
    @Override
    public int arity() {
        return 3;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return Expr.choose(x.get(0), x.get(1), x.get(2));
    }
}
