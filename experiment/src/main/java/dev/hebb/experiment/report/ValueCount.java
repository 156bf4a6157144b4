package dev.hebb.experiment.report;

/** How many rows of a column have a value. */
public record ValueCount(String value, int rows) {}
