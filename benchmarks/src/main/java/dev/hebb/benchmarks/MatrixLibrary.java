package dev.hebb.benchmarks;

import org.bytedeco.javacpp.FloatPointer;

/** A library that multiplies matrices of float32, for limits. */
interface MatrixLibrary {
    String name();

    /** Writes the product over {@code c}; all of them row-major, as {@link Product} says. */
    void multiply(Product product, FloatPointer a, FloatPointer b, FloatPointer c);
}
