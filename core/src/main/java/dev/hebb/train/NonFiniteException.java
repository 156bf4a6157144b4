package dev.hebb.train;

/** A step gave NaN or infinity; nothing of the model has changed by it. The message names where it first appeared. */
public class NonFiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    public NonFiniteException(String message) {
        super(message);
    }
}
