/**
 * Scores that are accumulated inside the plan.
 *
 * <p>Read first: {@link dev.hebb.metric.Metric}, {@link dev.hebb.metric.Metrics}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.metric;

import org.jspecify.annotations.NullMarked;
