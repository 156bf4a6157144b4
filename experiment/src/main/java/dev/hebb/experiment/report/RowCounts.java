package dev.hebb.experiment.report;

/**
 * Where the rows of the data went.
 *
 * @param all in the data
 * @param withoutTarget left out because their target is missing
 */
public record RowCounts(int all, int withoutTarget, int train, int validation, int heldOut) {}
