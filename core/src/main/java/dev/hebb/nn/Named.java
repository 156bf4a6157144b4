package dev.hebb.nn;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.Optional;

/** A layer under a name of the user's: a layer of its own, which shares nothing with the one without the name. */
public record Named(String name, Layer layer) implements Layer {
    public Named {
        Names.require("a layer name", name);
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        return layer.forward(inputs, context);
    }

    @Override
    public String kind() {
        return layer.kind();
    }

    @Override
    public Optional<String> givenName() {
        return Optional.of(name);
    }

    /** {@code layer} without the names it was given: what a model file stores as its settings. */
    public static Layer unwrap(Layer layer) {
        Layer bare = layer;
        while (bare instanceof Named named) {
            bare = named.layer();
        }
        return bare;
    }
}
