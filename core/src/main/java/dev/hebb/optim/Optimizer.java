package dev.hebb.optim;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A rule that moves parameters against their gradient. Pure: it builds graph nodes from the whole parameter arena (or one group of it), so that an update is
 * one fused sweep on every backend. One record in one file is a new optimizer.
 */
public interface Optimizer {
    /** The learning rate over time. */
    Schedule schedule();

    /** The names of what is kept per parameter element, {@code [m, v]}; all start at 0. */
    List<String> state();

    /**
     * The new parameters and state.
     *
     * @param in flat values of one parameter group
     */
    Result update(Inputs in);

    /** Keras' name, {@code adam}. */
    default String name() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    /** The same rule with another schedule. */
    Optimizer withSchedule(Schedule schedule);

    /**
     * What a rule reads.
     *
     * @param parameters flat
     * @param gradient of the same length
     * @param state by name, of the same length
     * @param learningRate a scalar
     * @param step a scalar: 1 at the first update
     * @param decays whether weight decay applies to this group (kernels) or not (biases)
     */
    record Inputs(
            Value parameters,
            Value gradient,
            Map<String, Value> state,
            Value learningRate,
            Value step,
            boolean decays) {
        public Value state(String name) {
            Value found = state.get(name);
            if (found == null) {
                throw new IllegalArgumentException(
                        "expected one of the states " + state.keySet() + " but got '" + name + "'");
            }
            return found;
        }
    }

    /** What a rule gives: the same names as {@link Optimizer#state()}. */
    record Result(Value parameters, Map<String, Value> state) {}
}
