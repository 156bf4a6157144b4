/**
 * Whole training steps and single operations, measured against the machine's own limits and other engines; no part of it needs JMH.
 *
 * <p>Read first: {@link dev.hebb.benchmarks.Workload} (what is measured), {@link dev.hebb.benchmarks.Engine} (who runs it), {@link
 * dev.hebb.benchmarks.WorkloadBench} (how). Uses the public packages of core.
 */
@NullMarked
package dev.hebb.benchmarks;

import org.jspecify.annotations.NullMarked;
