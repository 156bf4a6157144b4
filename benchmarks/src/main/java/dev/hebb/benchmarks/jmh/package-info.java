/**
 * The cases under JMH, with sizes, threads and backend as parameters. {@code benchmarks/jmh} runs them.
 *
 * <p>Read first: {@link dev.hebb.benchmarks.jmh.CaseBenchmark}, {@link dev.hebb.benchmarks.jmh.Rates}. Uses {@code dev.hebb.benchmarks.cases}; the only package
 * that needs JMH.
 */
@NullMarked
package dev.hebb.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
