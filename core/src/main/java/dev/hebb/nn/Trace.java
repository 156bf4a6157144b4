package dev.hebb.nn;

import dev.hebb.graph.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The graph of a network for one batch size.
 *
 * @param inputs by name: what is to be fed, {@code [batch, rowShape]}
 * @param outputs by name
 * @param layers the result of every layer by its name, in network order; the last result of a layer that is used several times
 * @param parameters by path, in network order; all of the network's, whether this graph needs them or not
 */
public record Trace(
        Map<String, Value> inputs,
        Map<String, Value> outputs,
        Map<String, Value> layers,
        Map<String, Value> parameters) {
    public Trace {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The parameter at {@code path}, {@code dense_1/kernel}. */
    public Value parameter(String path) {
        Value found = parameters.get(path);
        if (found == null) {
            throw new IllegalArgumentException(
                    "expected one of the parameters " + parameters.keySet() + " but got '" + path + "'");
        }
        return found;
    }
}
