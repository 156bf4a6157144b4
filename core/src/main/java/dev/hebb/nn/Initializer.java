package dev.hebb.nn;

import dev.hebb.random.RandomStream;
import dev.hebb.shape.Shape;

/** How a parameter starts. A record in {@code dev.hebb.nn}; see {@link Initializers}. */
public interface Initializer {
    /**
     * Fills {@code into}, row-major.
     *
     * @param shape of the parameter: {@code [in, out]} for a kernel
     * @param random its own stream, from the model's seed and the parameter's place
     */
    void fill(double[] into, Shape shape, RandomStream random);
}
