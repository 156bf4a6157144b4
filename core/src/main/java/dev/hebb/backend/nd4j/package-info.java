/**
 * The reference backend: every plan as calls of ND4J's own operations on whatever ND4J library is loaded, in float64 or float32. Portable and slow.
 *
 * <p>Where an operation of ND4J is inaccurate or loses NaN the same computation is done in Java on the same memory; {@code JavaKernels} says which.
 *
 * <p>Read first: {@link dev.hebb.backend.nd4j.Nd4jProvider}, {@code Linker}, {@code ProgramKernels}. Uses {@code shape}, {@code random}, {@code expr},
 * {@code graph} and {@code compile}.
 */
@NullMarked
package dev.hebb.backend.nd4j;

import org.jspecify.annotations.NullMarked;
