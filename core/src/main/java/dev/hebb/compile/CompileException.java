package dev.hebb.compile;

/** A graph that no valid plan exists for, such as one that reads a weight after its update. */
public class CompileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public CompileException(String message) {
        super(message);
    }
}
