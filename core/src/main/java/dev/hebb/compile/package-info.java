/**
 * From graphs to plans: simplify, fuse, schedule, place in memory.
 *
 * <p>Read first: {@link dev.hebb.compile.Compiler}, {@link dev.hebb.compile.Plan}, {@link dev.hebb.compile.Target}. Uses {@code shape}, {@code expr},
 * {@code graph} and {@code autodiff}.
 */
@NullMarked
package dev.hebb.compile;

import org.jspecify.annotations.NullMarked;
