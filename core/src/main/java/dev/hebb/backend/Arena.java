package dev.hebb.backend;

import dev.hebb.compile.ArenaSpec;
import dev.hebb.shape.Shape;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Memory of a backend: elements of one type. Offsets and counts are in elements; numbers are converted to and from the arena's type.
 *
 * <p>Errors: {@link IndexOutOfBoundsException} outside the arena, {@link IllegalStateException} after {@link #close()}, which is idempotent.
 */
public interface Arena extends NumberSink, AutoCloseable {
    ArenaSpec spec();

    /** Writes the elements of {@code array} in row-major order, whatever its own order, strides and type; it is left as it is. */
    void write(long offset, INDArray array);

    /**
     * Writes rows {@code rows[from .. from+count-1]} of {@code table} one after another. A row may come more than once. Allocates nothing.
     *
     * @throws IndexOutOfBoundsException also for a number that is no row of the table; some rows may be written then
     */
    default void gather(long offset, RowTable table, int[] rows, int from, int count) {
        Objects.checkFromIndexSize(from, count, rows.length);
        Objects.checkFromIndexSize(offset, (long) count * table.perRow(), spec().elements());
        table.write(this, offset, rows, from, count);
    }

    void read(long offset, float[] into, int start, int count);

    void read(long offset, double[] into, int start, int count);

    void read(long offset, int[] into, int start, int count);

    /** A copy as a new row-major array of the arena's type outside any workspace; the caller closes it. */
    INDArray read(long offset, Shape shape);

    void fill(double value);

    /** Copies all elements of {@code other}, which has this arena's type and size and belongs to the same backend. */
    void copyFrom(Arena other);

    @Override
    void close();
}
