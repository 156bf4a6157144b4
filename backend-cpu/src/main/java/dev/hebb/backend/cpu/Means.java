package dev.hebb.backend.cpu;

/**
 * What plans are linked with.
 *
 * @param catalogue of the printed kernels
 * @param libraries of matrix products
 * @param threads that compute, the caller's among them
 */
record Means(Catalogue catalogue, MatrixLibraries libraries, int threads) {}
