package dev.hebb.benchmarks.cases;

/** Something that can be timed. */
public interface Case extends AutoCloseable {
    /** For tables; says the sizes. */
    String name();

    /** Additions and multiplications of one run; 0 where they are not what counts. */
    double operations();

    /** Bytes that one run reads and writes at least; 0 where they are not what counts. */
    double bytes();

    /**
     * Runs once and compares with plain Java in double precision.
     *
     * @throws WrongResultException where they differ
     */
    void verify();

    /** What is timed. */
    void run();

    @Override
    void close();
}
