package dev.hebb.backend.cpu;

/** Who multiplies matrices, in the order of {@code hebb.hpp}. */
enum MatrixLibrary {
    /** A loop of ours. */
    LOOP,
    OPENBLAS,
    ONEDNN
}
