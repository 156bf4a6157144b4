package dev.hebb.backend;

/**
 * A plan bound to memory. A run allocates nothing. One thread at a time; different executables may run at once, as long as no state that one writes is used
 * by another. {@link #close()} is idempotent and frees what linking took, not the arenas.
 */
public interface Executable extends AutoCloseable {
    void run();

    @Override
    void close();
}
