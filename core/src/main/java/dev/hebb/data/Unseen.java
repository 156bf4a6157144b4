package dev.hebb.data;

/** What becomes of a category that the training rows did not have. */
public enum Unseen {
    /** A {@link DataException}. */
    ERROR,
    /** The row belongs to none of the known categories, and a notice says so. */
    IGNORE
}
