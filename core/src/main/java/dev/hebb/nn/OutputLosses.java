package dev.hebb.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Losses by output name, each with its share in the total: {@code Loss.on("kind", a).and("size", b, 0.5)}.
 *
 * @param losses in the order of the target columns
 */
public record OutputLosses(Map<String, Share> losses) {
    /** A loss and its factor in the total. */
    public record Share(Loss loss, double weight) {
        public Share {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "expected a loss weight of 0 or more but got " + weight + " for " + loss.name());
            }
        }
    }

    public OutputLosses {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }

    public OutputLosses and(String output, Loss loss) {
        return and(output, loss, 1);
    }

    public OutputLosses and(String output, Loss loss, double weight) {
        if (losses.containsKey(output)) {
            throw new IllegalArgumentException("expected one loss per output but got two for '" + output + "'");
        }
        Map<String, Share> more = new LinkedHashMap<>(losses);
        more.put(output, new Share(loss, weight));
        return new OutputLosses(more);
    }
}
