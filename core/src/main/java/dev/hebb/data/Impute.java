package dev.hebb.data;

/** What stands in for a missing number: a figure of the training rows. */
public enum Impute {
    MEAN,
    MEDIAN,
    MOST_FREQUENT,
    /** Nothing does: a missing number is an error. */
    NONE
}
