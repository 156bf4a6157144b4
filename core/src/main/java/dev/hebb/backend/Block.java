package dev.hebb.backend;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory that some threads use while another may close it: closing frees it at once, or, where it is in use, as soon as that is done, so nobody ever reads
 * freed memory. A backend says how it is allocated, in its constructor, and how it is freed. Safe for several threads.
 */
public abstract class Block implements AutoCloseable {
    /** Set once the block is closed; the other bits count who uses it. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final String name;
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicReference<@Nullable Thread> holder = new AtomicReference<>();
    /** How often {@link #holder} holds it; for that thread alone. */
    private int holds;

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
                        + " but they could not be allocated; use smaller batches or layers, or raise Java's -Xmx, which limits memory outside its heap too unless"
                        + " -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes do",
                cause);
    }

    /**
     * Keeps the block from being freed until {@link #release()}.
     *
     * @throws IllegalStateException where it is closed
     */
    public final void acquire() {
        int before = open();
        if (!isMine()) {
            while (!state.compareAndSet(before, before + 1)) {
                before = open();
            }
        }
    }

    private int open() {
        int now = state.get();
        if (now < 0) {
            throw new IllegalStateException("expected open memory but " + name + " was closed");
        }
        return now;
    }

    private boolean isMine() {
        return holder.get() == Thread.currentThread();
    }

    /**
     * As {@link #acquire()}, until {@link #letGo()} by the same thread, whose uses in between cost next to nothing: a small step would otherwise spend a sixth of its time
     * on counting them. Not between an acquire and its release.
     */
    public final void hold() {
        acquire();
        if (isMine() || holder.compareAndSet(null, Thread.currentThread())) {
            holds++;
        }
    }

    /** Ends one {@link #hold()}. */
    public final void letGo() {
        if (isMine() && --holds > 0) {
            return;
        }
        if (isMine()) {
            holder.set(null);
        }
        release();
    }

    /** Ends one {@link #acquire()}. */
    public final void release() {
        if (!isMine() && state.decrementAndGet() == CLOSED) {
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
