package dev.hebb.expr;

/** Constants that formulas are full of. Not in {@link Expr} itself: an interface that creates its own implementation can deadlock as two threads load both. */
public final class Numbers {
    public static final Expr ZERO = new Expr.Constant(0);
    public static final Expr ONE = new Expr.Constant(1);

    private Numbers() {}
}
