package dev.hebb.backend;

/** Whether a backend can run on this machine. */
public sealed interface Probe {
    /** It can, on this device. */
    record Usable(String device) implements Probe {}

    /** It cannot, and why, with what would change that. */
    record Unusable(String reason) implements Probe {}
}
