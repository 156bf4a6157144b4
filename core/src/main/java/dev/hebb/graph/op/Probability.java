package dev.hebb.graph.op;

import dev.hebb.expr.Expr;

/**
 * How the losses on probabilities stay finite where a probability is 0: PyTorch's way, a bound on the logarithm and one on the divisor of the gradient.
 *
 * <p>Source: PyTorch, {@code binary_cross_entropy}, "clamps its log function outputs to be greater than or equal to -100".
 */
final class Probability {
    /** The least value that a logarithm of a probability takes. */
    static final double LEAST_LOG = -100;
    /** The least value that a gradient is divided by. */
    static final double LEAST_DIVISOR = 1e-12;

    private Probability() {}

    static Expr log(Expr p) {
        return Expr.log(p).max(Expr.constant(LEAST_LOG));
    }

    /** {@code log(1 - p)}. */
    static Expr logOfRest(Expr p) {
        return p.negated().log1p().max(Expr.constant(LEAST_LOG));
    }

    static Expr divisor(Expr p) {
        return p.max(Expr.constant(LEAST_DIVISOR));
    }
}
