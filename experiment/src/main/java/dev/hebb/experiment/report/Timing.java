package dev.hebb.experiment.report;

/**
 * How long a run took.
 *
 * @param seconds in all, with reading and scoring
 * @param rowsPerSecond training rows, as often as they were used, per second of training; NaN where unknown
 */
public record Timing(double seconds, double rowsPerSecond) {}
