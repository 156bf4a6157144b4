/** The {@code hebb} command. */
@NullMarked
package dev.hebb.cli;

import org.jspecify.annotations.NullMarked;
