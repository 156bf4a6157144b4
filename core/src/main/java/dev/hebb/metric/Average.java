package dev.hebb.metric;

import java.util.Locale;

/** How the scores of single classes become one; scikit-learn's words. */
public enum Average {
    /** The plain mean over the classes that occur, in targets or predictions. */
    MACRO,
    /** Of all rows together; of one label per row every such score is the accuracy. */
    MICRO,
    /** The mean weighted by how often a class occurs in the targets. */
    WEIGHTED;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
