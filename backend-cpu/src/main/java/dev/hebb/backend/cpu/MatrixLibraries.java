package dev.hebb.backend.cpu;

import dev.hebb.shape.DataType;
import java.util.function.BooleanSupplier;

/**
 * Chooses who multiplies: as the tuning says, else by rules of the shape alone.
 *
 * @param hasOneDnn whether oneDNN is there; asked when a product would take it
 * @param hasSmallKernels whether OpenBLAS has kernels for small products, which copy neither side: it does for AVX-512
 * @param tuning choices that go before the rules
 */
record MatrixLibraries(BooleanSupplier hasOneDnn, boolean hasSmallKernels, Tuning tuning) {
    /** Below so many multiplications a call of a library costs more than the work. */
    private static final long TINY = 512;

    /** Up to so many, oneDNN's preparations cost more than its work. */
    private static final long SMALL = 8_000;

    /** The same where OpenBLAS has kernels for small products. */
    private static final long SMALL_BESIDE_KERNELS = 20_000;

    /** The largest whole side of those that such kernels take, by parts of the other; {@code products.hpp} makes the parts. */
    private static final long SMALL_SIDE = 8192;

    /** {@code c[m, n] = a[m, k] b[k, n]}, each side maybe stored transposed. */
    record Problem(long m, long n, long k, boolean transposesA, boolean transposesB) {
        double multiplications() {
            return (double) m * n * k;
        }

        /** The size of the matrix that stays whole where the work is cut: the right side, or the result of a sum over rows. */
        double side() {
            return (double) n * (transposesA ? m : k);
        }
    }

    MatrixLibrary choose(DataType dataType, Problem problem) {
        return tuning.choice(dataType, problem).orElseGet(() -> byRules(dataType, problem));
    }

    private MatrixLibrary byRules(DataType dataType, Problem problem) {
        double multiplications = problem.multiplications();
        if (multiplications <= TINY) {
            return MatrixLibrary.LOOP;
        }
        boolean isForOpenBlas = dataType != DataType.FLOAT32
                || multiplications <= (hasSmallKernels ? SMALL_BESIDE_KERNELS : SMALL)
                || hasSmallKernels && !problem.transposesB() && problem.side() <= SMALL_SIDE;
        return isForOpenBlas || !hasOneDnn.getAsBoolean() ? MatrixLibrary.OPENBLAS : MatrixLibrary.ONEDNN;
    }
}
