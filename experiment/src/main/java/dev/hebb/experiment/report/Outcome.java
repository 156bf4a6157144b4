package dev.hebb.experiment.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How good the model is on the held-out rows.
 *
 * @param scores by the names that are printed, in the order they are shown
 * @param headline the score that matters most, one of {@code scores}
 * @param baselines what simpler models score on the same rows
 */
public record Outcome(
        Map<String, Double> scores, String headline, Predictions predictions, List<BaselineScores> baselines) {
    /** @throws IllegalArgumentException for a headline that is no score */
    public Outcome {
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        baselines = List.copyOf(baselines);
        if (!scores.containsKey(headline)) {
            throw new IllegalArgumentException(
                    "expected one of the scores " + scores.keySet() + " as headline but got '" + headline + "'");
        }
    }
}
