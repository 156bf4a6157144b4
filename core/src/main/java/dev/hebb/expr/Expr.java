package dev.hebb.expr;

/**
 * A scalar expression over numbered variables. The methods build larger expressions and fold constants.
 *
 * <p>An expression is a tree in which parts may be shared by reference; readers go through {@link Program}, which computes a shared part once.
 */
public sealed interface Expr {
    @SuppressWarnings("ClassInitializationDeadlock") // the records are made by the methods of this interface, so its
    // initialization comes first
    Expr ZERO = new Constant(0);

    @SuppressWarnings("ClassInitializationDeadlock") // as above
    Expr ONE = new Constant(1);

    record Constant(double value) implements Expr {}

    /** The input with this index. */
    record Variable(int index) implements Expr {
        public Variable {
            if (index < 0) {
                throw new IllegalArgumentException("expected a variable index of 0 or more but got " + index);
            }
        }
    }

    record Unary(UnaryFunction function, Expr x) implements Expr {}

    record Binary(BinaryFunction function, Expr x, Expr y) implements Expr {}

    /** {@code whenTrue} where the condition is not 0 (NaN counts as not 0), else {@code whenFalse}. */
    record Choose(Expr condition, Expr whenTrue, Expr whenFalse) implements Expr {}

    static Expr constant(double value) {
        return new Constant(value);
    }

    static Expr variable(int index) {
        return new Variable(index);
    }

    static Expr unary(UnaryFunction function, Expr x) {
        return x instanceof Constant c ? constant(function.apply(c.value())) : new Unary(function, x);
    }

    static Expr binary(BinaryFunction function, Expr x, Expr y) {
        return Simplify.binary(function, x, y);
    }

    static Expr choose(Expr condition, Expr whenTrue, Expr whenFalse) {
        if (condition instanceof Constant c) {
            return c.value() != 0 ? whenTrue : whenFalse;
        }
        return new Choose(condition, whenTrue, whenFalse);
    }

    static Expr exp(Expr x) {
        return unary(UnaryFunction.EXP, x);
    }

    static Expr log(Expr x) {
        return unary(UnaryFunction.LOG, x);
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static Expr sigmoid(Expr x) {
        return constant(1).over(constant(1).plus(exp(x.negated())));
    }

    static Expr tanh(Expr x) {
        return unary(UnaryFunction.TANH, x);
    }

    /** The error function. */
    static Expr erf(Expr x) {
        return unary(UnaryFunction.ERF, x);
    }

    default Expr plus(Expr other) {
        return binary(BinaryFunction.ADD, this, other);
    }

    default Expr plus(double other) {
        return plus(constant(other));
    }

    default Expr minus(Expr other) {
        return binary(BinaryFunction.SUBTRACT, this, other);
    }

    default Expr minus(double other) {
        return minus(constant(other));
    }

    default Expr times(Expr other) {
        return binary(BinaryFunction.MULTIPLY, this, other);
    }

    default Expr times(double other) {
        return times(constant(other));
    }

    default Expr over(Expr other) {
        return binary(BinaryFunction.DIVIDE, this, other);
    }

    default Expr over(double other) {
        return over(constant(other));
    }

    default Expr pow(Expr exponent) {
        return binary(BinaryFunction.POWER, this, exponent);
    }

    default Expr min(Expr other) {
        return binary(BinaryFunction.MINIMUM, this, other);
    }

    default Expr max(Expr other) {
        return binary(BinaryFunction.MAXIMUM, this, other);
    }

    default Expr lessThan(Expr other) {
        return binary(BinaryFunction.LESS, this, other);
    }

    default Expr greaterThan(Expr other) {
        return binary(BinaryFunction.GREATER, this, other);
    }

    default Expr equalTo(Expr other) {
        return binary(BinaryFunction.EQUAL, this, other);
    }

    default Expr negated() {
        return unary(UnaryFunction.NEGATE, this);
    }

    default Expr absolute() {
        return unary(UnaryFunction.ABSOLUTE, this);
    }

    default Expr expm1() {
        return unary(UnaryFunction.EXPM1, this);
    }

    default Expr log1p() {
        return unary(UnaryFunction.LOG1P, this);
    }

    default Expr sqrt() {
        return unary(UnaryFunction.SQRT, this);
    }

    default Expr rsqrt() {
        return unary(UnaryFunction.RSQRT, this);
    }

    default Expr sin() {
        return unary(UnaryFunction.SIN, this);
    }

    default Expr cos() {
        return unary(UnaryFunction.COS, this);
    }

    default Expr sign() {
        return unary(UnaryFunction.SIGN, this);
    }

    default Expr square() {
        return times(this);
    }
}
