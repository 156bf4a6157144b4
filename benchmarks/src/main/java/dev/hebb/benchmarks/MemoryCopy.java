package dev.hebb.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * How fast the machine copies memory. Every byte counts twice, once read and once written.
 *
 * <p>Source: McCalpin, "Memory bandwidth and machine balance in current high performance computers", 1995 (STREAM's Copy).
 */
final class MemoryCopy implements AutoCloseable {
    private static final long LEAST_BYTES = 1 << 12;
    /** Far beyond every cache. */
    static final long MOST_BYTES = 1L << 27;

    private static final long LEAST_PER_THREAD = 1 << 20;

    private final int threads;
    private final ExecutorService pool;
    private final BytePointer from = new BytePointer(MOST_BYTES).fill((byte) 1);
    private final BytePointer to = new BytePointer(MOST_BYTES).fill((byte) 2);

    MemoryCopy(int threads) {
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(threads, body -> {
            Thread thread = new Thread(body, "hebb-bench-copy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Bytes per second of copies that touch {@code footprint} bytes, read and written, at a time: within a cache where those fit.
     *
     * @param seconds how long to measure
     */
    double bytesPerSecond(double footprint, double seconds) {
        long bytes = (long) Math.max(LEAST_BYTES, Math.min(MOST_BYTES, footprint / 2));
        int parts = (int) Math.max(1, Math.min(threads, bytes / LEAST_PER_THREAD));
        return 2.0 * bytes / Timing.secondsPerRun(() -> copy(bytes, parts), seconds);
    }

    private void copy(long bytes, int parts) {
        if (parts == 1) {
            Pointer.memcpy(to, from, bytes);
            return;
        }
        long share = bytes / parts;
        List<Callable<Pointer>> tasks = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            BytePointer source = from.getPointer(part * share);
            BytePointer target = to.getPointer(part * share);
            tasks.add(() -> Pointer.memcpy(target, source, share));
        }
        try {
            for (Future<Pointer> done : pool.invokeAll(tasks)) {
                done.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("expected the copy to end but: " + e, e);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        from.close();
        to.close();
    }
}
