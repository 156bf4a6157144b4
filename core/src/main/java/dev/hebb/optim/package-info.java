/**
 * Optimizers, schedules and clipping: pure rules from values to values.
 *
 * <p>Read first: {@link dev.hebb.optim.Optimizer}, {@link dev.hebb.optim.Schedule}, {@link dev.hebb.optim.Clipping}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.optim;

import org.jspecify.annotations.NullMarked;
