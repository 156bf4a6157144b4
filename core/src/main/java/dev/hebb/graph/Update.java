package dev.hebb.graph;

import dev.hebb.graph.op.State;
import dev.hebb.shape.ShapeException;

/**
 * The one way anything changes: at the end of its stage {@code state} takes {@code value}. Every read of the state in the same stage sees the old value.
 *
 * @param state a value whose node is a {@link State}
 * @param value what it becomes, of the same type
 */
public record Update(Value state, Value value) {
    public Update {
        if (!(state.node().op() instanceof State)) {
            throw new IllegalArgumentException("expected a state to update but got " + state);
        }
        if (!state.type().equals(value.type())) {
            throw new ShapeException(
                    "expected " + state.type() + " but got " + value.type() + " in the update of " + state);
        }
    }

    /** The place that changes. */
    public State place() {
        return (State) state.node().op();
    }
}
