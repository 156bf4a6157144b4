package dev.hebb.optim;

/** What settings must hold, and the text of the error where they do not. */
final class Require {
    private Require() {}

    private static void that(boolean holds, String expected, double got, String where) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + " but got " + got + " in " + where);
        }
    }

    /** Above 0 and finite. */
    static void positive(String what, double value, String where) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, "a finite " + what + " above 0", value, where);
    }

    /** 0 or more and finite. */
    static void atLeastZero(String what, double value, String where) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, "a finite " + what + " of 0 or more", value, where);
    }

    /** The share of the old that is kept in a running mean. */
    static void share(String what, double value, String where) {
        that(value >= 0 && value < 1, "a " + what + " from 0 to below 1", value, where);
    }

    static void atLeastOne(String what, int value, String where) {
        if (value < 1) {
            throw new IllegalArgumentException("expected 1 or more " + what + " but got " + value + " in " + where);
        }
    }
}
