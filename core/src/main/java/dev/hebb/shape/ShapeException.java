package dev.hebb.shape;

/** A shape, axis or element kind does not fit where it is used; the message says expected, got and where. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }

    /** Always there: the constructor takes one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
