package dev.hebb.train;

/** Data that does not fit the model: shapes, kinds, classes, counts. The message says expected, got, where and what to do. */
public class DataMismatchException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public DataMismatchException(String message) {
        super(message);
    }
}
