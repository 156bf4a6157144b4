package dev.hebb.benchmarks;

/** A network in an engine, with its batch. Every update uses the whole batch. */
public interface Trainee extends AutoCloseable {
    /** What it runs on, in words. */
    String device();

    /** Trains; the loss before each update. */
    double[] losses(int steps);

    /** Trains, reading nothing back before the end; the nanoseconds it took. */
    long time(int steps);

    /** The sum of each parameter tensor: kernel, then bias, layer by layer. */
    double[] parameterSums();

    @Override
    void close();
}
