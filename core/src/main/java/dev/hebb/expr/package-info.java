/**
 * Scalar expressions: the bodies of elementwise ops, written once and read by the oracle, the backends and the C printer.
 *
 * <p>Read first: {@link dev.hebb.expr.Expr} (what people write), {@link dev.hebb.expr.Program} (what passes and backends read),
 * {@link dev.hebb.expr.Derivative}. Uses no other package.
 */
@NullMarked
package dev.hebb.expr;

import org.jspecify.annotations.NullMarked;
