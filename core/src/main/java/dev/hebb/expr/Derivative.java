package dev.hebb.expr;

import dev.hebb.expr.Expr.Binary;
import dev.hebb.expr.Expr.Choose;
import dev.hebb.expr.Expr.Constant;
import dev.hebb.expr.Expr.Unary;
import dev.hebb.expr.Expr.Variable;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The symbolic partial derivative of an expression. At a kink the value is the one PyTorch uses: 0 for {@code abs} and {@code sign} at 0, one half for
 * each side of {@code min} and {@code max} at a tie.
 */
public final class Derivative {
    private final int variable;
    private final Map<Expr, Expr> done = new IdentityHashMap<>();

    private Derivative(int variable) {
        this.variable = variable;
    }

    /** d expression / d variable. */
    public static Expr of(Expr expression, int variable) {
        return new Derivative(variable).derive(expression);
    }

    private Expr derive(Expr e) {
        Expr known = done.get(e);
        if (known == null) {
            known = compute(e);
            done.put(e, known);
        }
        return known;
    }

    private Expr compute(Expr e) {
        if (e instanceof Constant) {
            return Numbers.ZERO;
        } else if (e instanceof Variable v) {
            return v.index() == variable ? Numbers.ONE : Numbers.ZERO;
        } else if (e instanceof Unary u) {
            Expr dx = derive(u.x());
            return isZero(dx) ? Numbers.ZERO : Simplify.product(u.function().derivative(u.x(), u), dx);
        } else if (e instanceof Binary b) {
            return binary(b, derive(b.x()), derive(b.y()));
        } else if (e instanceof Choose c) {
            Expr whenTrue = derive(c.whenTrue());
            Expr whenFalse = derive(c.whenFalse());
            return isZero(whenTrue) && isZero(whenFalse)
                    ? Numbers.ZERO
                    : Expr.choose(c.condition(), whenTrue, whenFalse);
        }
        throw new AssertionError(e);
    }

    private static Expr binary(Binary b, Expr dx, Expr dy) {
        if (isZero(dx) && isZero(dy) || b.function().isComparison()) {
            return Numbers.ZERO;
        }
        Expr x = b.x();
        Expr y = b.y();
        return switch (b.function()) {
            case ADD -> Simplify.sum(dx, dy);
            case SUBTRACT -> isZero(dy) ? dx : Simplify.sum(dx, dy.negated());
            case MULTIPLY -> Simplify.sum(Simplify.product(dx, y), Simplify.product(x, dy));
            case DIVIDE -> {
                Expr left = isZero(dx) ? Numbers.ZERO : dx.over(y);
                yield isZero(dy)
                        ? left
                        : Simplify.sum(left, Simplify.product(b.over(y), dy).negated());
            }
            case POWER -> power(b, dx, dy);
            case MINIMUM -> extremum(y.minus(x), dx, dy);
            case MAXIMUM -> extremum(x.minus(y), dx, dy);
            default -> throw new AssertionError(b);
        };
    }

    private static Expr power(Binary b, Expr dx, Expr dy) {
        Expr x = b.x();
        Expr y = b.y();
        Expr left = isZero(dx) ? Numbers.ZERO : Simplify.product(inBase(x, y), dx);
        if (isZero(dy)) {
            return left;
        }
        Expr inExponent = Expr.choose(x.equalTo(Numbers.ZERO), Numbers.ZERO, b.times(Expr.log(x)));
        return Simplify.sum(left, Simplify.product(inExponent, dy));
    }

    /** {@code y x^(y-1)}; 0 for an exponent of 0, also at x = 0. */
    private static Expr inBase(Expr x, Expr y) {
        Expr slope = y.times(x.pow(y.minus(1)));
        return isZero(y)
                ? Numbers.ZERO
                : y instanceof Constant ? slope : Expr.choose(y.equalTo(Numbers.ZERO), Numbers.ZERO, slope);
    }

    /** The share of each side is 1, 1/2 or 0 by the sign of {@code ahead}: how far x is ahead of y. */
    private static Expr extremum(Expr ahead, Expr dx, Expr dy) {
        Expr half = Expr.constant(0.5);
        Expr share = half.plus(half.times(ahead.sign()));
        return Simplify.sum(Simplify.product(share, dx), Simplify.product(Numbers.ONE.minus(share), dy));
    }

    private static boolean isZero(Expr e) {
        return Simplify.isConstant(e, 0);
    }
}
