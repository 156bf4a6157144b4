package dev.hebb.backend;

import org.jspecify.annotations.Nullable;

/** A backend that is unknown, unusable, or failed; the message says which, why, and what to do. */
public class BackendException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public BackendException(String message) {
        super(message);
    }

    public BackendException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
