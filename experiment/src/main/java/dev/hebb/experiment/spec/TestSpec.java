package dev.hebb.experiment.spec;

import java.nio.file.Path;

/** Which rows are held out for the final scores. Training never sees them. */
public sealed interface TestSpec {
    double DEFAULT_FRACTION = 0.2;

    /**
     * Rows drawn by the seed.
     *
     * @param fraction of all rows, above 0 and below 1
     * @param isStratified whether every class keeps its share; then which rows are held out depends on the labels of all
     */
    record Drawn(double fraction, boolean isStratified) implements TestSpec {}

    /**
     * The last rows, for ordered data.
     *
     * @param fraction of all rows, above 0 and below 1
     */
    record Last(double fraction) implements TestSpec {}

    /** The rows of another file with the same columns. */
    record Separate(Path file) implements TestSpec {}

    /** The rows that the source sets apart: the test files of pictures. */
    record Given() implements TestSpec {}
}
