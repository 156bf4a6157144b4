package dev.hebb.train;

/** What becomes of the rows that are left when the batch size does not divide the data. */
public enum Remainder {
    /** They make a last, smaller batch. */
    KEEP,
    /** They are left out of this epoch; another shuffle leaves out others. */
    DROP
}
