/**
 * From graphs to plans: simplify, fuse, schedule, place in memory. What a target runs in one pass over a matrix is a
 * {@link dev.hebb.compile.Region}.
 *
 * <p>Read first: {@link dev.hebb.compile.Compiler}, {@link dev.hebb.compile.Plan}, {@link dev.hebb.compile.Target}. Uses {@code shape}, {@code expr},
 * {@code graph} and {@code autodiff}.
 */
@NullMarked
package dev.hebb.compile;

import org.jspecify.annotations.NullMarked;
