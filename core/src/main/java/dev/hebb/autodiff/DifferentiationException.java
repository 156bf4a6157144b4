package dev.hebb.autodiff;

/** A gradient was asked for where there is none; the message names the op and its layer. */
public class DifferentiationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DifferentiationException(String message) {
        super(message);
    }
}
