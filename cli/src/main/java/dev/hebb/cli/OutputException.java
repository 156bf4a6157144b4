package dev.hebb.cli;

import java.io.IOException;

/** Standard output takes no more. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isReaderGone;

    OutputException(IOException fault) {
        super("expected to write to standard output but got: " + fault.getMessage() + "; is the disk full?", fault);
        this.isReaderGone = Output.isReaderGone(fault);
    }

    /** Whether nobody reads any more, as after {@code | head}: then there is nobody to tell. */
    boolean isReaderGone() {
        return isReaderGone;
    }
}
