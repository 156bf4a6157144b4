/**
 * Scores of predictions: those that add up, accumulated inside the plan, and those of all rows at once.
 *
 * <p>Read first: {@link dev.hebb.metric.Metric}, {@link dev.hebb.metric.Metrics}, {@link dev.hebb.metric.ClassificationScores}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.metric;

import org.jspecify.annotations.NullMarked;
