package dev.hebb.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** A file whose writing, syncing or closing fails once, at a chosen operation; writes are short now and then. */
final class FaultyChannel extends FileChannel {
    /** How many operations can fail while {@code body} writes a file whole. */
    static final class Count {
        private final FaultyChannel[] used = new FaultyChannel[1];

        Count(Path file, AtomicFile.Body body) {
            Path other = file.resolveSibling("count");
            AtomicFile.write(
                    other, body, written -> {}, path -> used[0] = new FaultyChannel(path, -1, IOException::new));
            other.toFile().delete();
        }

        int operations() {
            return used[0].operations;
        }
    }

    private final FileChannel file;
    private final int failing;
    private final Supplier<IOException> fault;
    private int operations;

    FaultyChannel(Path path, int failing, Supplier<IOException> fault) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.failing = failing;
        this.fault = fault;
    }

    private void count() throws IOException {
        if (operations++ == failing) {
            throw fault.get();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        count();
        return file.write(from);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        count();
        int whole = from.limit();
        from.limit(from.position() + Math.max(1, from.remaining() / (1 + operations % 2)));
        int written = file.write(from, position);
        from.limit(whole);
        return written;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        count();
        file.force(metaData);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
        count();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return file.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return file.read(into, offset, length);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        return file.write(from, offset, length);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return file.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return file.read(into, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
