package dev.hebb.runtime;

/** More memory would be needed than allowed; thrown before anything is allocated. */
public class MemoryLimitException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public MemoryLimitException(String message) {
        super(message);
    }
}
