/**
 * A training run from a spec: rows, model, scores, files.
 *
 * <p>Read first: {@link dev.hebb.experiment.Experiment}, {@link dev.hebb.experiment.RunData}, {@link dev.hebb.experiment.RunFolder}. Uses {@code
 * dev.hebb.experiment.spec}, {@code dev.hebb.experiment.report} and what {@code dev.hebb.model} offers.
 */
@NullMarked
package dev.hebb.experiment;

import org.jspecify.annotations.NullMarked;
