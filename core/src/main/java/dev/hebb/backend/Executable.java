package dev.hebb.backend;

/**
 * A plan bound to memory. A run allocates nothing. One thread at a time; different executables may run at once, as long as no state that one writes is used
 * by another. {@link #close()} is idempotent and frees what linking took, not the arenas.
 */
public interface Executable extends AutoCloseable {
    void run();

    /** Keeps open what runs need until {@link #letGo()} by the same thread, whose runs in between need not look whether it is. */
    default void hold() {}

    /** Ends one {@link #hold()}. */
    default void letGo() {}

    /**
     * How the backend runs a launch, in a word for the plan's text; empty where there is nothing to say.
     *
     * @param launch its number in the plan
     */
    default String how(int launch) {
        return "";
    }

    @Override
    void close();
}
