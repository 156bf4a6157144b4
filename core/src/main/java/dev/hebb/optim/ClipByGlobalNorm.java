package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;

/**
 * The gradient of all parameters together shortened to a length, its direction kept.
 *
 * <p>Formula: {@code g <- g min(1, limit / (|g| + 1e-6))}, as in PyTorch; {@code |g|} is the Euclidean norm over every group. NaN stays NaN. In float32 a
 * finite gradient of elements past 1e19 has an infinite norm and becomes 0.
 * <br>Cost: one more pass over the gradients.
 * <br>Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2013.
 *
 * @param limit above 0 and finite
 */
public record ClipByGlobalNorm(double limit) implements Clipping {
    private static final double AWAY_FROM_ZERO = 1e-6;

    /** @throws IllegalArgumentException for a limit that is not finite and above 0 */
    public ClipByGlobalNorm {
        Require.positive("limit", limit, "ClipByGlobalNorm");
    }

    @Override
    public List<Value> apply(List<Value> gradients) {
        Value squares = Value.constant(0);
        for (Value gradient : gradients) {
            squares = squares.plus(gradient.square().sum());
        }
        Value factor =
                Value.constant(limit).over(squares.sqrt().plus(AWAY_FROM_ZERO)).min(1);
        return gradients.stream().map(g -> g.times(factor)).toList();
    }
}
