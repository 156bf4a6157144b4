/**
 * The gradient of a graph is a larger graph.
 *
 * <p>Read first: {@link dev.hebb.autodiff.Gradients}. Uses {@code shape}, {@code expr} and {@code graph}.
 */
@NullMarked
package dev.hebb.autodiff;

import org.jspecify.annotations.NullMarked;
