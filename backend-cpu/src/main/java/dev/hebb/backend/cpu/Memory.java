package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of native memory at a multiple of 64 bytes, filled with 0. Closing frees it at once, or, where some thread is using it, as soon as that is done:
 * nobody ever reads freed memory.
 */
final class Memory {
    private static final long ALIGNMENT = 64;

    /** A pointer that owns nothing. */
    private static final class View extends Pointer {
        View(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }

    private final String name;
    private final BytePointer block;
    private final long address;
    private int users;
    private boolean closed;

    /** @throws BackendException where there is not enough */
    Memory(String name, long bytes) {
        this.name = name;
        try {
            this.block = new BytePointer(Math.addExact(bytes, ALIGNMENT));
        } catch (OutOfMemoryError | ArithmeticException e) {
            throw new BackendException(
                    "expected " + bytes + " bytes to be free for " + name
                            + " but they could not be allocated; use smaller batches or layers, or raise -Dorg.bytedeco.javacpp.maxphysicalbytes",
                    e);
        }
        this.address = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        Pointer.memset(block, 0, block.capacity());
    }

    /** Valid while the memory is acquired. */
    long address() {
        return address;
    }

    /** The memory from byte {@code offset} on, as JavaCPP has it; valid while the memory is acquired. */
    Pointer at(long offset) {
        return new View(address + offset);
    }

    /** Keeps the memory from being freed until {@link #release()}. */
    synchronized void acquire() {
        if (closed) {
            throw new IllegalStateException("expected open memory but " + name + " was closed");
        }
        users++;
    }

    synchronized void release() {
        users--;
        freeIfUnused();
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            freeIfUnused();
        }
    }

    private void freeIfUnused() {
        if (closed && users == 0) {
            block.deallocate();
        }
    }
}
