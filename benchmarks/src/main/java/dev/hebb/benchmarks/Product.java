package dev.hebb.benchmarks;

/**
 * A row-major product {@code [m, k] x [k, n] -> [m, n]} of float32.
 *
 * @param transposesA whether the left matrix lies in memory as {@code [k, m]}
 * @param transposesB whether the right matrix lies in memory as {@code [n, k]}
 */
public record Product(int m, int n, int k, boolean transposesA, boolean transposesB) {
    /** Both factors as they are, all sides equal. */
    public static Product square(int size) {
        return new Product(size, size, size, false, false);
    }

    /** Additions and multiplications. */
    public double operations() {
        return 2.0 * m * n * k;
    }
}
