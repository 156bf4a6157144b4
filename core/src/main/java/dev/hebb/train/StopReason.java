package dev.hebb.train;

/** Why a training run ended. */
public enum StopReason {
    /** All epochs are done. */
    COMPLETED,
    /** A callback asked for it: early stopping, a threshold. */
    STOPPED_BY_CALLBACK,
    /** {@code cancel()} was called. */
    CANCELLED,
    /** The training thread was interrupted; its interrupt flag is set again. */
    INTERRUPTED,
    /** The time limit was reached. */
    TIME_LIMIT
}
