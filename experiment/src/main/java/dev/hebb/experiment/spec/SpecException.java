package dev.hebb.experiment.spec;

/** A spec that says something that cannot be done. The message says expected, got, where and what to do. */
public class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SpecException(String message) {
        super(message);
    }
}
