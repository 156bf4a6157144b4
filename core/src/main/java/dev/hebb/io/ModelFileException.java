package dev.hebb.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A model file cannot be written or read, or its content is damaged, of another kind, or from a newer Hebb; the message says expected, got, where and what
 * to do. The cause is the operating system's fault where there is one.
 */
public class ModelFileException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    private final String fault;
    private final String advice;

    /**
     * @param fault what was expected, what was there instead, and where
     * @param advice what to do; may be empty
     */
    public ModelFileException(String fault, String advice) {
        this(fault, advice, new IOException(fault));
    }

    public ModelFileException(String fault, String advice, Throwable cause) {
        super(
                advice.isEmpty() ? fault : fault + "; " + advice,
                cause instanceof IOException e ? e : new IOException(fault, cause));
        this.fault = fault;
        this.advice = advice;
    }

    /** The same fault with the file it was found in, named once. */
    public ModelFileException in(Path file) {
        return fault.endsWith(" " + file) ? this : new ModelFileException(fault + " in " + file, advice, this);
    }

    /** The same fault with the place in the file, {@code layers[2].units}, where it was found. */
    public ModelFileException at(String place) {
        return new ModelFileException(fault + " at " + place, advice, this);
    }
}
