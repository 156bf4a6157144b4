/**
 * Model files: one safetensors file with weights, settings and graph, which is written whole or not at all and trusted in nothing when it is read.
 *
 * <p>Read first: {@link dev.hebb.io.ModelFile}, {@link dev.hebb.io.RecordCodec}, {@link dev.hebb.io.SavedGraph}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.io;

import org.jspecify.annotations.NullMarked;
