package dev.hebb.data;

/** Data that cannot be used: unequal lengths, numbers that are not finite, files that are no tables. The message says what was expected, and where. */
public class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Always there: the constructors take one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
