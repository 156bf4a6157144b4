/**
 * A training run from a spec: rows, model, progress, scores, files.
 *
 * <p>Read first: {@link dev.hebb.cli.run.Run}, {@link dev.hebb.cli.run.SpecData}, {@link dev.hebb.cli.run.RunFolder}. Uses {@code dev.hebb.cli.spec} and
 * what {@code dev.hebb.model} offers.
 */
@NullMarked
package dev.hebb.cli.run;

import org.jspecify.annotations.NullMarked;
