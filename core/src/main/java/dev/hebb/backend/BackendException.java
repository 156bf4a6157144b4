package dev.hebb.backend;

/** A backend that is unknown, unusable, or failed; the message says which, why, and what to do. */
public class BackendException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, Throwable cause) {
        super(message, cause);
    }
}
