/**
 * Layers, activations, initializers, penalties and losses, and the network they form.
 *
 * <p>Read first: {@link dev.hebb.nn.Layer}, {@link dev.hebb.nn.LayerContext}, {@link dev.hebb.nn.Network}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.nn;

import org.jspecify.annotations.NullMarked;
