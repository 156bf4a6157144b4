package dev.hebb.experiment.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a simpler model scores on the held-out rows.
 *
 * @param guess what {@link Kind#CONSTANT} always says: the name of the most frequent class, or {@code the mean}; may be empty for others
 * @param scores by the names of the model's own scores; some may be missing
 */
public record BaselineScores(Kind kind, String guess, Map<String, Double> scores) {
    /** A way to predict that is simpler than the model's. */
    public enum Kind {
        /** The same answer for every row: the most frequent class or the mean of the training rows. */
        CONSTANT,
        /** A weighted sum of the columns. */
        LINEAR
    }

    public BaselineScores {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /** What it is called in tables. */
    public String name() {
        return kind == Kind.CONSTANT ? "Always " + guess : "Linear model";
    }
}
