package dev.hebb.data;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a {@link DiskDataset}. Safe for several threads, which read one after another.
 *
 * <p>Not a channel: an interrupted thread that reads one closes it for all others.
 */
final class RowFile implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile file;
    private final DiskHeader header;
    private final boolean isTemporary;
    private boolean isClosed;

    RowFile(Path path, boolean isTemporary) {
        this.path = path;
        this.isTemporary = isTemporary;
        if (!Files.isRegularFile(path)) {
            throw new DataException("expected a dataset at " + path + " but there is no such file; check the path");
        }
        try {
            this.file = new RandomAccessFile(path.toFile(), "r");
        } catch (FileNotFoundException e) {
            throw unreadable(e);
        }
        try {
            this.header = DiskHeader.read(file, path);
        } catch (IOException | DataException e) {
            try {
                file.close();
            } catch (IOException more) {
                e.addSuppressed(more);
            }
            throw e instanceof DataException told ? told : unreadable((IOException) e);
        }
    }

    private DataException unreadable(IOException e) {
        return new DataException("expected a readable dataset at " + path + " but got: " + e, e);
    }

    DiskHeader header() {
        return header;
    }

    Path path() {
        return path;
    }

    /**
     * Reads bytes of some rows on end, from byte {@code skip} of the first.
     *
     * @throws DataException for a closed dataset, and a file that became shorter
     */
    synchronized void read(int row, int skip, byte[] into, int at, int count) {
        if (isClosed) {
            throw closed();
        }
        try {
            file.seek(header.bytes() + (long) row * header.layout().rowBytes() + skip);
            file.readFully(into, at, count);
        } catch (EOFException e) {
            throw new DataException(
                    "expected row " + row + " in " + path + " but the file was cut while it was open; write it again",
                    e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    DataException closed() {
        return new DataException("expected an open dataset but the one of " + path + " was closed; open it again");
    }

    /** Waits for a running read. Idempotent. */
    @Override
    public synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            try {
                file.close();
                if (isTemporary) {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
