package dev.hebb.expr;

import static dev.hebb.expr.BinaryFunction.ADD;
import static dev.hebb.expr.BinaryFunction.DIVIDE;
import static dev.hebb.expr.BinaryFunction.MULTIPLY;
import static dev.hebb.expr.BinaryFunction.POWER;
import static dev.hebb.expr.BinaryFunction.SUBTRACT;

import dev.hebb.expr.Expr.Constant;

/**
 * The identities that an expression is built with: constants are folded and neutral elements dropped.
 *
 * <p>{@code 0 * x} stays, since it is NaN where x is not finite; derivatives drop their zeros themselves.
 */
final class Simplify {
    private Simplify() {}

    static Expr binary(BinaryFunction function, Expr x, Expr y) {
        if (x instanceof Constant a && y instanceof Constant b) {
            return Expr.constant(function.apply(a.value(), b.value()));
        }
        if (isConstant(y, 0) && (function == SUBTRACT)
                || isConstant(y, 1) && (function == MULTIPLY || function == DIVIDE || function == POWER)) {
            return x;
        }
        if (isConstant(x, 1) && function == MULTIPLY) {
            return y;
        }
        if (isConstant(x, -1) && function == MULTIPLY) {
            return y.negated();
        }
        if (isConstant(y, -1) && function == MULTIPLY) {
            return x.negated();
        }
        if (function == POWER && isConstant(y, 2)) {
            return x.times(x);
        }
        return new Expr.Binary(function, x, y);
    }

    /** x + y for derivatives, where an exact zero has no share. */
    static Expr sum(Expr x, Expr y) {
        return isConstant(x, 0) ? y : isConstant(y, 0) ? x : Expr.binary(ADD, x, y);
    }

    /** x * y for derivatives, where an exact zero wins. */
    static Expr product(Expr x, Expr y) {
        return isConstant(x, 0) || isConstant(y, 0) ? Numbers.ZERO : Expr.binary(MULTIPLY, x, y);
    }

    static boolean isConstant(Expr x, double value) {
        return x instanceof Constant c && c.value() == value;
    }
}
