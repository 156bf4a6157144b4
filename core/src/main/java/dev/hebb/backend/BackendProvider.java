package dev.hebb.backend;

/** Announces a backend to {@link java.util.ServiceLoader}. Loading the provider must not load any native library. */
public interface BackendProvider {
    /** The name users choose it by, such as {@code cpu}. */
    String name();

    /** Among usable backends the highest rank is taken; a negative rank is taken only by name. */
    int rank();

    /** Looks whether it can run here. Never throws; repeated calls give the same answer. */
    Probe probe();

    /**
     * Opens it.
     *
     * @throws BackendException where {@link #probe()} says unusable
     */
    Backend open();
}
