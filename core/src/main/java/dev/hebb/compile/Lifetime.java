package dev.hebb.compile;

/** A workspace slot is written first by launch {@code first} and last read by launch {@code last} (or written, if nobody reads it). */
public record Lifetime(Slot slot, int first, int last) {}
