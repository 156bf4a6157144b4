package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;

/**
 * Every element of the gradient cut to a range.
 *
 * <p>Formula: {@code g <- min(max(g, -limit), limit)}; NaN stays NaN.
 *
 * @param limit above 0 and finite
 */
public record ClipByValue(double limit) implements Clipping {
    /** @throws IllegalArgumentException for a limit that is not finite and above 0 */
    public ClipByValue {
        Require.positive("limit", limit, "ClipByValue");
    }

    @Override
    public List<Value> apply(List<Value> gradients) {
        return gradients.stream().map(g -> g.max(-limit).min(limit)).toList();
    }
}
