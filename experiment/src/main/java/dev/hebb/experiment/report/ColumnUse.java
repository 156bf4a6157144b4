package dev.hebb.experiment.report;

/**
 * What a column of the data is used as.
 *
 * @param reason why a column is dropped, in words; empty for others
 */
public record ColumnUse(String name, Role role, String reason) {
    /** What a column is to the model. */
    public enum Role {
        TARGET,
        NUMERIC,
        CATEGORICAL,
        DATE,
        DROPPED;

        /** Whether the model reads it. */
        public boolean isInput() {
            return this != TARGET && this != DROPPED;
        }
    }

    public static ColumnUse of(String name, Role role) {
        return new ColumnUse(name, role, "");
    }

    public static ColumnUse dropped(String name, String reason) {
        return new ColumnUse(name, Role.DROPPED, reason);
    }
}
