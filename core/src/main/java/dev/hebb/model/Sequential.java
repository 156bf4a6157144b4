package dev.hebb.model;

import dev.hebb.nn.Layer;
import dev.hebb.nn.Network;
import dev.hebb.nn.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A model whose layers stand one behind another: {@code Sequential.input(64).add(Dense.of(128, relu()), Dense.of(10, softmax()))}. */
public final class Sequential extends Model {
    private static final String INPUT = "input";

    private final long[] rowShape;
    private final List<Layer> layers = new ArrayList<>();

    private Sequential(long[] rowShape) {
        this.rowShape = rowShape;
    }

    /** @param rowShape the shape of one row, without the batch */
    public static Sequential input(long... rowShape) {
        return new Sequential(rowShape.clone());
    }

    /** Adds layers behind the ones there are. Only before the model is first used. */
    public Sequential add(Layer... more) {
        requireUnbuilt("add layers");
        layers.addAll(List.of(more));
        return this;
    }

    @Override
    Network build() {
        Tensor input = Tensor.input(INPUT, rowShape);
        Tensor last = input;
        for (Layer layer : layers) {
            last = layer.apply(last);
        }
        if (last == input) {
            throw new IllegalStateException("expected at least one layer but the model has none; add one");
        }
        return Network.of(List.of(input), List.of(last));
    }
}
