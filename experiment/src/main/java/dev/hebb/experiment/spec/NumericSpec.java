package dev.hebb.experiment.spec;

import java.util.Locale;

/** How numeric columns are prepared. */
public record NumericSpec(Scale scale) {
    public static final NumericSpec DEFAULT = new NumericSpec(Scale.STANDARD);

    /** Each is fitted on the training rows, column by column. */
    public enum Scale {
        /** To mean 0 and standard deviation 1. */
        STANDARD,
        /** To the range 0 to 1. */
        MINMAX,
        /** To median 0 and an interquartile range of 1. */
        ROBUST,
        NONE;

        /** As in a spec. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
