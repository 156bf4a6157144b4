/**
 * The report of a training run: one HTML file that a person who is no expert can read, and its pictures.
 *
 * <p>Read first: {@link dev.hebb.experiment.report.RunSummary}, {@link dev.hebb.experiment.report.Report}, {@link dev.hebb.experiment.report.Diagnosis}. Uses what
 * {@code dev.hebb.model} offers and what stands below it.
 */
@NullMarked
package dev.hebb.experiment.report;

import org.jspecify.annotations.NullMarked;
