package dev.hebb.data;

/** What encoders say of missing cells. */
final class CellCheck {
    private CellCheck() {}

    /** @throws DataException where no training row has a value */
    static void requireSome(String column, int present, int rows) {
        if (present == 0) {
            throw new DataException("expected a value in column '" + column + "' but all " + rows
                    + " training rows miss it; drop the column");
        }
    }

    /**
     * The notice on values that are missing although no training row missed one.
     *
     * @param what stands in, as the subject of "stands in"
     */
    static String newlyMissing(String column, int missing, int rows, String kind, String what) {
        return "column '" + column + "': " + missing + " of " + rows + (rows == 1 ? " row has" : " rows have") + " no "
                + kind + " where the training rows had one in every row; " + what + " stands in";
    }
}
