/**
 * Counter-based randomness: the same numbers on every backend, for every thread count and micro-batching.
 *
 * <p>Read first: {@link dev.hebb.random.Philox}. Uses no other package.
 */
@NullMarked
package dev.hebb.random;

import org.jspecify.annotations.NullMarked;
