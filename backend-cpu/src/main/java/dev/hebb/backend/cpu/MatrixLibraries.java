package dev.hebb.backend.cpu;

import dev.hebb.shape.DataType;
import java.util.function.BooleanSupplier;

/**
 * Chooses who multiplies: as the tuning says, else by rules of the shape alone.
 *
 * @param hasOneDnn whether oneDNN is there; asked when a product would take it
 * @param tuning choices that go before the rules
 */
record MatrixLibraries(BooleanSupplier hasOneDnn, Tuning tuning) {
    /** Below so many multiplications a call of a library costs more than the work. */
    private static final long TINY = 512;

    /** Below so many, a product with a transposed left side is OpenBLAS's: oneDNN copies it first. */
    private static final long SMALL_TRANSPOSED = 300_000;

    private static final long NARROW = 32;
    private static final long SMALL = 20_000;

    /** {@code c[m, n] = a[m, k] b[k, n]}, each side maybe stored transposed. */
    record Problem(long m, long n, long k, boolean transposesA, boolean transposesB) {
        double multiplications() {
            return (double) m * n * k;
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
                || multiplications <= SMALL
                || problem.transposesA() && problem.n() < NARROW && multiplications <= SMALL_TRANSPOSED;
        return isForOpenBlas || !hasOneDnn.getAsBoolean() ? MatrixLibrary.OPENBLAS : MatrixLibrary.ONEDNN;
    }
}
