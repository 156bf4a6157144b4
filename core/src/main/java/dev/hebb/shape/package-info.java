/**
 * Shapes and element types of tensors.
 *
 * <p>Read first: {@link dev.hebb.shape.Shape}, {@link dev.hebb.shape.TensorType}, {@link dev.hebb.shape.Precision}. Uses no other package.
 */
@NullMarked
package dev.hebb.shape;

import org.jspecify.annotations.NullMarked;
