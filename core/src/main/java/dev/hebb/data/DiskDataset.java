package dev.hebb.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A dataset whose rows lie in a file, however large, and are read as they are needed. Safe for several threads.
 *
 * <p>Made row by row with a {@link DiskWriter}. Rows can be taken in any order, so shuffling and splits work as in memory, with the same numbers. The rows of
 * the next batch are read in a thread while this one is computed, where {@link #willRead} tells of them.
 * <br>Errors: {@link DataException} for files that are not whole or of another kind, and for every use after {@link #close}.
 */
public final class DiskDataset implements Dataset, AutoCloseable {
    private static final long MOST_AHEAD = 64L << 20;
    private static final int SHARE_OF_MEMORY = 16;

    private final RowFile file;
    private final DiskRows reader;
    private final Prefetcher prefetcher;
    private final List<Column> inputs;
    private final List<Column> targets;

    private DiskDataset(RowFile file) {
        this.file = file;
        this.reader = new DiskRows(file);
        this.prefetcher = new Prefetcher(reader::all, file::closed);
        DiskLayout layout = file.header().layout();
        this.inputs = List.of(DiskColumn.input(layout, reader, prefetcher));
        this.targets = layout.targets() == DiskLayout.Targets.NONE
                ? List.of()
                : List.of(DiskColumn.target(layout, reader, prefetcher));
    }

    /**
     * A file that a {@link DiskWriter} finished.
     *
     * @throws DataException for a file of another kind, and one that was cut
     */
    public static DiskDataset open(Path file) {
        return new DiskDataset(new RowFile(file, false));
    }

    /** A file that is deleted when the dataset is closed. */
    static DiskDataset openTemporary(Path file) {
        return new DiskDataset(new RowFile(file, true));
    }

    /**
     * Begins a file, in the place of one that may be there.
     *
     * @throws DataException for a file that cannot be written
     */
    public static DiskWriter writer(Path file, DiskLayout layout) {
        return new DiskWriter(file, layout);
    }

    public DiskLayout layout() {
        return file.header().layout();
    }

    @Override
    public int rows() {
        return file.header().rows();
    }

    @Override
    public List<Column> inputs() {
        return inputs;
    }

    @Override
    public List<Column> targets() {
        return targets;
    }

    @Override
    public Optional<Column> weights() {
        return Optional.empty();
    }

    @Override
    public Dataset rows(int[] indices) {
        return new ColumnDataset(this).rows(indices);
    }

    /** Reads the rows in a thread, where they take little memory. */
    @Override
    public void willRead(int[] indices, int from, int count) {
        long bytes = (long) count * layout().rowBytes();
        if (bytes <= Math.min(MOST_AHEAD, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY)) {
            prefetcher.willRead(Arrays.copyOfRange(indices, from, from + count));
        }
    }

    /** Ends the thread, waits for a running read, and frees the file. Idempotent. */
    @Override
    public void close() {
        prefetcher.close();
        file.close();
    }

    @Override
    public String toString() {
        return rows() + " rows in " + file.path();
    }
}
