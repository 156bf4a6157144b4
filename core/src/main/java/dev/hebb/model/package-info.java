/**
 * What users compose and call.
 *
 * <p>Read first: {@link dev.hebb.model.Sequential}, {@link dev.hebb.model.Model}, {@link dev.hebb.model.Predictor}. Uses what stands below it in ARCHITECTURE.md.
 */
@NullMarked
package dev.hebb.model;

import org.jspecify.annotations.NullMarked;
