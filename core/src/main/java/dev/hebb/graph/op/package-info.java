/**
 * Every op the engine knows, one record in one file each. A new file here is a new op: contract tests, plans, backends and model files find it by its
 * class.
 *
 * <p>Read first: {@link dev.hebb.graph.op.Sigmoid} (elementwise), {@link dev.hebb.graph.op.Sum} (primitive), {@link dev.hebb.graph.op.Softmax}
 * (composite).
 */
@NullMarked
package dev.hebb.graph.op;

import org.jspecify.annotations.NullMarked;
