package dev.hebb.data;

/** How numeric columns are scaled; fitted on the training rows, column by column. */
public enum Scaling {
    /** To mean 0 and standard deviation 1. */
    STANDARD,
    /** To the range 0 to 1. */
    MINMAX,
    /** To median 0 and an interquartile range of 1. */
    ROBUST,
    NONE;

    /**
     * @param columns one array of numbers per column
     * @throws DataException for no rows, and NaN and infinities
     */
    public Scaler fit(double[]... columns) {
        return switch (this) {
            case STANDARD -> StandardScaler.fit(columns);
            case MINMAX -> MinMaxScaler.fit(columns);
            case ROBUST -> RobustScaler.fit(columns);
            case NONE -> new NoScaling();
        };
    }
}
