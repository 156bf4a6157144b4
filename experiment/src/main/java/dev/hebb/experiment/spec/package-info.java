/**
 * The training spec: a YAML text becomes typed records, and every mistake in it one sentence with its line.
 *
 * <p>Read first: {@link dev.hebb.experiment.spec.TrainSpec}, {@link dev.hebb.experiment.spec.SpecReader}, {@link dev.hebb.experiment.spec.AutoSpec}. The keys of
 * the format are in the tables that {@code SpecFormat} starts: to add one, add it there and to the reader. Uses the settings that {@code dev.hebb.data, nn,
 * optim, metric} and {@code train} define.
 */
@NullMarked
package dev.hebb.experiment.spec;

import org.jspecify.annotations.NullMarked;
