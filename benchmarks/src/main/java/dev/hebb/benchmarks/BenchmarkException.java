package dev.hebb.benchmarks;

/** A benchmark that cannot run, or whose result is wrong. */
public class BenchmarkException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public BenchmarkException(String message) {
        super(message);
    }

    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
