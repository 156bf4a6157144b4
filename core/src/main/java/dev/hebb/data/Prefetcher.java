package dev.hebb.data;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads blocks of rows in a thread of its own before they are asked for. Keeps the last two: the one that is being used and the one after it. Safe for
 * several threads.
 */
final class Prefetcher implements AutoCloseable {
    static final String THREAD = "hebb-prefetch";

    /** After which the thread of a dataset that is not closed ends, until there is more to read. */
    static final long IDLE_SECONDS = 10;

    private static final int KEPT = 2;

    private final Function<int[], byte[]> reader;
    private final Supplier<DataException> closed;
    private final ThreadPoolExecutor executor;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private boolean isClosed;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(int[] rows, CompletableFuture<byte[]> bytes) {
        /** At which place the rows stand in it; -1 where they do not stand there one after another. */
        int find(int[] indices, int from, int count) {
            for (int place = 0; place + count <= rows.length; place++) {
                if (Arrays.equals(rows, place, place + count, indices, from, from + count)) {
                    return place;
                }
            }
            return -1;
        }
    }

    /**
     * Rows that were read.
     *
     * @param place of the first of them in {@code bytes}, in rows
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ready(byte[] bytes, int place) {}

    /**
     * @param reader whole rows, one after another
     * @param closed what to throw for rows that are still to come when this is closed
     */
    Prefetcher(Function<int[], byte[]> reader, Supplier<DataException> closed) {
        this.reader = reader;
        this.closed = closed;
        this.executor =
                new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
                    Thread thread = new Thread(body, THREAD);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** @param rows kept, and never changed */
    synchronized void willRead(int[] rows) {
        if (isClosed) {
            return;
        }
        if (blocks.size() == KEPT) {
            blocks.removeFirst().bytes().cancel(false);
        }
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        blocks.addLast(new Block(rows, bytes));
        executor.execute(() -> {
            if (!bytes.isDone()) {
                try {
                    bytes.complete(reader.apply(rows));
                } catch (RuntimeException | Error e) {
                    bytes.completeExceptionally(e);
                }
            }
        });
    }

    /**
     * The rows, where they were to be read; waits for them.
     *
     * @throws DataException for a fault of reading them
     */
    Optional<Ready> take(int[] indices, int from, int count) {
        Optional<Block> block;
        synchronized (this) {
            block = blocks.stream()
                    .filter(any -> any.find(indices, from, count) >= 0)
                    .findFirst();
        }
        if (block.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Ready(block.get().bytes().join(), block.get().find(indices, from, count)));
        } catch (CancellationException e) {
            return Optional.empty(); // another thread asked for other rows meanwhile
        } catch (CompletionException e) {
            if (e.getCause() instanceof DataException told) {
                throw told;
            }
            throw e;
        }
    }

    /** Ends the thread, after the read that it is in; whoever waits gets a {@link DataException}. */
    @Override
    public synchronized void close() {
        isClosed = true;
        blocks.forEach(block -> block.bytes().completeExceptionally(closed.get()));
        blocks.clear();
        executor.shutdown();
    }
}
