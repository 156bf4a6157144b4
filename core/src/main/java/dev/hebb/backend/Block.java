package dev.hebb.backend;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory that some threads use while another may close it: closing frees it at once, or, where it is in use, as soon as that is done, so nobody ever reads
 * freed memory. A backend says how it is allocated, in its constructor, and how it is freed. Safe for several threads.
 */
public abstract class Block implements AutoCloseable {
    /** Set once the block is closed; the other bits count who uses it. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final String name;
    private final AtomicInteger state = new AtomicInteger();

    /** @param name for messages */
    protected Block(String name) {
        this.name = name;
    }

    /** Called once, when the block is closed and nobody uses it. */
    protected abstract void free();

    /** The text of the exception where memory could not be had. */
    protected static BackendException notAllocated(String what, String name, Throwable cause) {
        return new BackendException(
                "expected " + what + " to be free for " + name
                        + " but they could not be allocated; use smaller batches or layers, or raise -Dorg.bytedeco.javacpp.maxphysicalbytes",
                cause);
    }

    /**
     * Keeps the block from being freed until {@link #release()}.
     *
     * @throws IllegalStateException where it is closed
     */
    public final void acquire() {
        int before;
        do {
            before = state.get();
            if (before < 0) {
                throw new IllegalStateException("expected open memory but " + name + " was closed");
            }
        } while (!state.compareAndSet(before, before + 1));
    }

    /** Ends one {@link #acquire()}. */
    public final void release() {
        if (state.decrementAndGet() == CLOSED) {
            free();
        }
    }

    /** Idempotent; later uses are refused. */
    @Override
    public final void close() {
        if (state.getAndUpdate(before -> before | CLOSED) == 0) {
            free();
        }
    }
}
