/**
 * The training loop: fit settings, callbacks, history, runs.
 *
 * <p>Read first: {@link dev.hebb.train.Fit}, {@link dev.hebb.train.Callback}, {@link dev.hebb.train.Trainer}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.train;

import org.jspecify.annotations.NullMarked;
