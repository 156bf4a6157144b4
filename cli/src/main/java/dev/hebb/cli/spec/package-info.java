/**
 * The training spec: a YAML text becomes typed records, and every mistake in it one sentence with its line.
 *
 * <p>Read first: {@link dev.hebb.cli.spec.TrainSpec}, {@link dev.hebb.cli.spec.SpecReader}, {@link dev.hebb.cli.spec.SpecNode}. Uses the settings that
 * {@code dev.hebb.nn, optim, metric} and {@code train} define.
 */
@NullMarked
package dev.hebb.cli.spec;

import org.jspecify.annotations.NullMarked;
