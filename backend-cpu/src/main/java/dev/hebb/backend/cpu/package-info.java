/** The CPU backend: compiled plans that work on the memory of nd4j-native's arrays. */
@NullMarked
package dev.hebb.backend.cpu;

import org.jspecify.annotations.NullMarked;
