package dev.hebb.data;

/** What a column of a table holds. */
public enum ColumnType {
    NUMERIC,
    /** Names of things; each known one becomes a number of its own, 1 where the row has it. */
    CATEGORICAL,
    /** ISO dates such as 2026-11-21, with or without a time. */
    DATE
}
