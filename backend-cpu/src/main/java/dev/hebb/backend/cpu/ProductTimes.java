package dev.hebb.backend.cpu;

import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One matrix product on one library, ready to be timed in memory of its own. A run is what a step does: a call of the native library with a tape. */
final class ProductTimes implements AutoCloseable {
    private static final int MOST_ROUNDS = 101;
    private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A tape holds a small product several times, so that a run takes long enough for the clock. */
    private static final long MULTIPLICATIONS_PER_RUN = 1 << 18;

    private static final long MOST_REPEATS = 64;
    private static final long FAULT_BYTES = 4 * (long) Long.BYTES;

    private final List<Memory> memory = new ArrayList<>();
    private final long tape;
    private final long commands;
    private final long scratch;
    private final long scratchBytes;
    private final long fault;

    /** The matrices are all 0: how long a product takes does not depend on its numbers. */
    private ProductTimes(MatrixLibraries.Problem problem, MatrixLibrary library) {
        try {
            Tape linked = tape(problem, library);
            this.tape = own(linked.write());
            this.commands = linked.commands();
            this.scratchBytes = linked.scratchBytes();
            this.scratch = own(new Memory("scratch", scratchBytes));
            this.fault = own(new Memory("a report", FAULT_BYTES));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /**
     * Multiplies with each library in turn on the calling thread, some milliseconds in all or, where that is too short for it, twice each.
     *
     * @return the library with the smallest median
     */
    static MatrixLibrary fastest(MatrixLibraries.Problem problem, List<MatrixLibrary> candidates) {
        List<ProductTimes> ready = new ArrayList<>();
        try {
            for (MatrixLibrary library : candidates) {
                ready.add(new ProductTimes(problem, library));
            }
            long[] medians = medians(ready);
            int best = 0;
            for (int i = 1; i < medians.length; i++) {
                best = medians[i] < medians[best] ? i : best;
            }
            return candidates.get(best);
        } finally {
            ready.forEach(ProductTimes::close);
        }
    }

    private static long[] medians(List<ProductTimes> ready) {
        ready.forEach(ProductTimes::nanos); // libraries prepare code for a size when they first meet it
        long[][] nanos = new long[ready.size()][MOST_ROUNDS];
        int rounds = 0;
        for (long end = System.nanoTime() + BUDGET_NANOS;
                rounds == 0 || rounds < MOST_ROUNDS && System.nanoTime() < end; ) {
            for (int i = 0; i < nanos.length; i++) {
                nanos[i][rounds] = ready.get(i).nanos();
            }
            rounds++;
        }
        int count = rounds;
        return Arrays.stream(nanos)
                .mapToLong(times -> Arrays.stream(times, 0, count).sorted().toArray()[count / 2])
                .toArray();
    }

    private Tape tape(MatrixLibraries.Problem problem, MatrixLibrary library) {
        long m = problem.m();
        long n = problem.n();
        long k = problem.k();
        MatrixProduct op = new MatrixProduct(problem.transposesA(), problem.transposesB());
        Tensor a = matrix(problem.transposesA() ? Shape.of(k, m) : Shape.of(m, k));
        Tensor b = matrix(problem.transposesB() ? Shape.of(n, k) : Shape.of(k, n));
        Products product = new Products(op, a, b, matrix(Shape.of(m, n)), m, n, k, 1, library);
        long half = own(new Memory("sums", Math.max(Long.BYTES, product.halfBytes())));
        Tape made = new Tape();
        long repeats = (long) Math.max(1, Math.min(MOST_REPEATS, MULTIPLICATIONS_PER_RUN / problem.multiplications()));
        for (long i = 0; i < repeats; i++) {
            product.write(made, 1, half);
        }
        return made;
    }

    private Tensor matrix(Shape shape) {
        return new Tensor(own(new Memory("a matrix", shape.size() * Float.BYTES)), DataType.FLOAT32, shape);
    }

    private long own(Memory block) {
        memory.add(block);
        return block.address();
    }

    /** How long one run takes. */
    private long nanos() {
        long start = System.nanoTime();
        if (Native.run(tape, commands, 0, scratch, scratchBytes, fault, 0) != 0) {
            throw new AssertionError("a product has no indices that could be wrong");
        }
        return System.nanoTime() - start;
    }

    @Override
    public void close() {
        memory.forEach(Memory::close);
    }
}
