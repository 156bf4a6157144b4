/**
 * Binds plans to a backend: owns the memory, feeds inputs, runs, reads outputs.
 *
 * <p>Read first: {@link dev.hebb.runtime.Session}, {@link dev.hebb.runtime.BoundPlan}. Uses everything below.
 */
@NullMarked
package dev.hebb.runtime;

import org.jspecify.annotations.NullMarked;
