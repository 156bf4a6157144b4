package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.graph.ElementwiseOp;
import java.util.List;

/**
 * A power, element by element.
 *
 * <p>Formula: {@code y = a^b}, {@code dy/da = b a^(b-1)} and 0 where {@code b = 0}, {@code dy/db = y log(a)} and 0 where {@code a = 0}.
 * <br>Shapes: {@code a} and {@code b} broadcast from the right, as in NumPy.
 * <br>Errors: none; a negative base under a broken exponent gives NaN. NaN gives NaN, except that as in C {@code a^0} and {@code 1^b} are 1.
 */
public record Power() implements ElementwiseOp {
    @Override
    public int arity() {
        return 2;
    }

    @Override
    public Expr forward(List<Expr> x) {
        return x.get(0).pow(x.get(1));
    }
}
