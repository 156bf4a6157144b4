package dev.hebb.benchmarks.cases;

/** A benchmark whose result is not that of plain Java: its time would mean nothing. */
public class WrongResultException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public WrongResultException(String message) {
        super(message);
    }

    /** Compares one number. */
    static void require(String what, double expected, double got, double tolerance) {
        if (!(Math.abs(got - expected) <= tolerance * Math.max(1, Math.abs(expected)))) {
            throw new WrongResultException("expected " + expected + " but got " + got + " in " + what);
        }
    }
}
