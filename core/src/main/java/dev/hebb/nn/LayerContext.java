package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;

/** What a layer may ask for while its graph is built. */
public interface LayerContext {
    /**
     * The parameter of this layer with {@code spec}'s name: the same one at every call for this layer instance.
     *
     * @return a value of {@code spec.shape()}
     */
    Value parameter(ParameterSpec spec);

    /** Whether the graph is for training; false for evaluation and prediction. */
    boolean isTraining();

    /**
     * A mask of {@code shape} (batch first) with 0 at probability {@code rate} and {@code 1 / (1 - rate)} elsewhere, drawn anew at every step, the same for
     * any micro-batching. Only while training.
     */
    Value dropoutMask(double rate, Shape shape);
}
