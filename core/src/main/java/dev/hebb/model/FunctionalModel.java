package dev.hebb.model;

import dev.hebb.nn.Network;
import dev.hebb.nn.Tensor;
import java.util.List;

/** A model of any acyclic graph of layers, between inputs and outputs. */
public final class FunctionalModel extends Model {
    private final List<Tensor> inputs;
    private List<Tensor> outputs = List.of();

    FunctionalModel(List<Tensor> inputs) {
        this.inputs = inputs;
    }

    /** The results; each is called after its layer. */
    public FunctionalModel outputs(Tensor... results) {
        requireUnbuilt("set the outputs");
        outputs = List.of(results);
        return this;
    }

    @Override
    Network build() {
        if (outputs.isEmpty()) {
            throw new IllegalStateException("expected at least one output but got none; call outputs(..)");
        }
        return Network.of(inputs, outputs);
    }
}
