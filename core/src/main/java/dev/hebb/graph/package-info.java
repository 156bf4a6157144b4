/**
 * The computation graph: ops applied to values. The ops themselves are in {@code dev.hebb.graph.op}, one file each.
 *
 * <p>Read first: {@link dev.hebb.graph.Op} and its three kinds, {@link dev.hebb.graph.Value}, {@link dev.hebb.graph.Graph}. Uses {@code shape} and
 * {@code expr}.
 */
@NullMarked
package dev.hebb.graph;

import org.jspecify.annotations.NullMarked;
