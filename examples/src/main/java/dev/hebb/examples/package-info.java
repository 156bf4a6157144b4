/** Short programs that use Hebb as a library, each a file of its own. */
@NullMarked
package dev.hebb.examples;

import org.jspecify.annotations.NullMarked;
