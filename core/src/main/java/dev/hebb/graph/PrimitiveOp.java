package dev.hebb.graph;

import java.util.List;
import java.util.Optional;

/** An op that backends run as it is: products, reductions, movements of data, leaves. */
public non-sealed interface PrimitiveOp extends Op {
    /**
     * The gradients of the inputs as new graph nodes: one entry per input, empty where the input has none (integers, random bits).
     *
     * @param node the application that is differentiated
     * @param upstream the gradient of each output; empty where no path leads to the loss
     */
    List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream);

    /** Whether the output is the input's memory under another shape, so that no kernel runs. */
    default boolean isView() {
        return false;
    }
}
