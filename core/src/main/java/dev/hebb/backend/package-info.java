/**
 * What runs plans, chosen at run time; the {@code nd4j} reference and the null backend are in packages below.
 *
 * <p>A backend whose arenas are blocks of memory starts from {@link dev.hebb.backend.BlockBackend}.
 *
 * <p>Read first: {@link dev.hebb.backend.BackendProvider}, {@link dev.hebb.backend.Backend}, {@link dev.hebb.backend.Backends}. Uses {@code shape},
 * {@code random}, {@code expr}, {@code graph} and {@code compile}.
 */
@NullMarked
package dev.hebb.backend;

import org.jspecify.annotations.NullMarked;
