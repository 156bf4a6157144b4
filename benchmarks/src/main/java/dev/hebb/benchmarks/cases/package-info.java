/**
 * Single operations and short flows, each of which checks its own result, counts its arithmetic and bytes, and can be run again and again.
 *
 * <p>Read first: {@link dev.hebb.benchmarks.cases.Case}, {@link dev.hebb.benchmarks.cases.Cases}, {@link dev.hebb.benchmarks.cases.ShortBench}. Uses {@code
 * dev.hebb.benchmarks} and the public packages of core.
 */
@NullMarked
package dev.hebb.benchmarks.cases;

import org.jspecify.annotations.NullMarked;
