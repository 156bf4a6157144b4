package dev.hebb.nn;

import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * What training lowers: one number per row from predictions and targets. The engine weighs and averages the rows.
 *
 * @param name Keras' name, {@code mean_squared_error}
 * @param targets what the targets are
 * @param expects what the predictions must be
 * @param rows from predictions {@code [B, ..]} and targets to {@code [B]}
 */
public record Loss(String name, Targets targets, Expects expects, BinaryOperator<Value> rows) {
    /** VALUES: FLOAT of the prediction's shape. CLASSES: INT {@code [B]}, from 0 to classes - 1. */
    public enum Targets {
        VALUES,
        CLASSES
    }

    /** What a loss must be fed with; ANYTHING where it cannot be wrong. */
    public enum Expects {
        PROBABILITIES,
        LOGITS,
        ANYTHING
    }

    /** A loss that is one op of (prediction, target). */
    public static Loss of(String name, Targets targets, Expects expects, Op op) {
        return new Loss(name, targets, expects, (prediction, target) -> Value.of(op, prediction, target));
    }

    /** A loss of one's own, on targets of the prediction's shape. A file names losses, so a name of {@link Losses} is refused. */
    public static Loss of(String name, BinaryOperator<Value> rows) {
        if (Losses.named(name).isPresent()) {
            throw new IllegalArgumentException(
                    "expected a name that no loss of the engine has but got '" + name + "'; take another");
        }
        return new Loss(name, Targets.VALUES, Expects.ANYTHING, rows);
    }

    /** A loss on one of several outputs; continue with {@code and}. */
    public static OutputLosses on(String output, Loss loss) {
        return new OutputLosses(Map.of()).and(output, loss);
    }
}
