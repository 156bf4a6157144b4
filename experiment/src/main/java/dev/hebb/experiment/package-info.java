/**
 * A training run from a spec: rows, model, progress, scores, files.
 *
 * <p>Read first: {@link dev.hebb.experiment.Run}, {@link dev.hebb.experiment.SpecData}, {@link dev.hebb.experiment.RunFolder}. Uses {@code dev.hebb.experiment.spec} and
 * what {@code dev.hebb.model} offers.
 */
@NullMarked
package dev.hebb.experiment;

import org.jspecify.annotations.NullMarked;
