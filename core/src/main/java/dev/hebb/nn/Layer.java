package dev.hebb.nn;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a network: from its inputs it builds graph nodes and asks for the parameters it needs. One record in one file is a new layer; its components
 * are what a model file stores.
 *
 * <p>Using one instance twice shares its parameters (identity counts, not equality).
 */
public interface Layer {
    /**
     * Builds the graph of this layer. Called once for every shape and mode a plan is made for; the first axis of every input is the batch, whose size must
     * not find its way into an op (use {@code -1} in a reshape).
     *
     * @throws dev.hebb.shape.ShapeException where the inputs do not fit: expected, got, and what to do; the network adds the layer's name
     */
    Value forward(List<Value> inputs, LayerContext context);

    /** The stem of the automatic name: {@code dense} gives {@code dense_1}. */
    default String kind() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /** The name it was given, if any. */
    default Optional<String> givenName() {
        return Optional.empty();
    }

    /** This layer under a name of the user's. */
    default Layer named(String name) {
        return new Named(name, this);
    }

    /** Places this layer behind {@code inputs}, for functional models. */
    default Tensor apply(Tensor... inputs) {
        return Tensor.of(this, List.of(inputs));
    }
}
