package dev.hebb.shape;

/** What a tensor of the graph holds: real numbers, whose width a pass assigns later, or 32-bit integers (labels, row numbers). */
public enum Kind {
    FLOAT,
    INT
}
