/**
 * Rows to learn from: datasets, splits, batches, preprocessing.
 *
 * <p>Read first: {@link dev.hebb.data.Dataset}, {@link dev.hebb.data.Split}, {@link dev.hebb.data.Table}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.data;

import org.jspecify.annotations.NullMarked;
