package dev.hebb.backend.cpu;

import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.DataType;

/**
 * A matrix product: which library multiplies, and into which parts of the result it is divided.
 *
 * @param products how many, of one batch
 * @param library who multiplies
 */
record Products(
        MatrixProduct op, Tensor a, Tensor b, Tensor c, long m, long n, long k, long products, MatrixLibrary library) {
    /** Multiplications and additions that are worth another thread: some microseconds of work. */
    private static final double OPERATIONS_PER_TASK = 1e6;

    /** Above it a thread gets several tasks, so that a slower one takes fewer. */
    private static final double LARGE = 2e9;

    private static final long LEAST_SIDE = 16;
    /** Sums of so many products are halved where the result is small beside them. */
    private static final long LONG_SUM = 256;

    private static final long MOST_HALVED = 1 << 17;

    static Products of(MatrixProduct op, Tensor a, Tensor b, Tensor c, MatrixLibraries libraries) {
        boolean oneProduct = b.shape().rank() == 2 && (a.shape().rank() == 2 || !op.transposeA());
        long n = c.shape().dim(-1);
        long m = oneProduct ? c.size() / n : c.shape().dim(-2);
        long k = a.shape().dim(op.transposeA() ? -2 : -1);
        MatrixLibrary library =
                libraries.choose(c.dataType(), new MatrixLibraries.Problem(m, n, k, op.transposeA(), op.transposeB()));
        return new Products(op, a, b, c, m, n, k, c.size() / (m * n), library);
    }

    /** Multiplications and additions. */
    double operations() {
        return 2.0 * m * n * k * products;
    }

    /** How many tasks so much work is worth on so many threads. */
    static long wantedTasks(double operations, int threads) {
        double worth = operations / OPERATIONS_PER_TASK;
        return threads == 1 || worth < 2 ? 1 : Math.min((long) worth, operations > LARGE ? 2L * threads : threads);
    }

    boolean isOne() {
        return products == 1;
    }

    /** Whether the sums are computed in two halves, which are then added up: by the shape alone, so that nothing depends on threads. */
    boolean isHalved() {
        return isOne() && op.transposeA() && k >= LONG_SUM && k >= 2 * Math.max(m, n) && m * n <= MOST_HALVED;
    }

    /** The bytes of the second half's results. */
    long halfBytes() {
        return isHalved() ? m * n * c.dataType().bytes() : 0;
    }

    /**
     * Writes the command.
     *
     * @param half where {@link #halfBytes} bytes are
     */
    void write(Tape tape, int threads, long half) {
        if (a.size() == 0) {
            Movements.fill(tape, c, 0);
            return;
        }
        long wanted = wantedTasks(operations(), threads);
        tape.begin(Command.PRODUCT, c.dataType());
        if (products > 1) {
            writeArguments(tape, 1, 1, 0);
            tape.tasks(Math.min(products, wanted));
        } else {
            long halves = isHalved() ? 2 : 1;
            long perHalf = (wanted + halves - 1) / halves;
            long rowParts = rowParts(perHalf);
            long columnParts = Math.min((perHalf + rowParts - 1) / rowParts, parts(n));
            writeArguments(tape, rowParts, columnParts, halves == 2 ? half : 0);
            tape.tasks(halves * rowParts * columnParts);
        }
    }

    private static long parts(long side) {
        return Math.max(1, side / LEAST_SIDE);
    }

    /** The number of parts of the rows for which the parts read the least together; a transposed left side costs twice as much to read. */
    private long rowParts(long wanted) {
        long best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (long rows = 1; rows <= Math.min(wanted, parts(m)); rows++) {
            long columns = (wanted + rows - 1) / rows;
            double read = (double) rows * n + (op.transposeA() ? 2.0 : 1.0) * columns * m;
            if (columns <= parts(n) && read < least
                    || rows == Math.min(wanted, parts(m)) && least == Double.POSITIVE_INFINITY) {
                best = rows;
                least = read;
            }
        }
        return best;
    }

    /** Writes the arguments alone. */
    void writeArguments(Tape tape, long rowParts, long columnParts, long half) {
        Math.toIntExact(Math.max(m, Math.max(n, k)));
        tape.add(library.ordinal())
                .add(a.address())
                .add(b.address())
                .add(c.address())
                .add(m)
                .add(n)
                .add(k)
                .add(op.transposeA())
                .add(op.transposeB())
                .add(products)
                .add(a.shape().rank() == 2 ? 0 : m * k)
                .add(b.shape().rank() == 2 ? 0 : k * n)
                .add(rowParts)
                .add(columnParts)
                .add(half)
                .add(half == 0 ? k : RegionCommand.units(k) / 2 * RegionCommand.rowsPerUnit(k));
    }

    DataType dataType() {
        return c.dataType();
    }
}
