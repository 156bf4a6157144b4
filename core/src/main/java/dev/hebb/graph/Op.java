package dev.hebb.graph;

import dev.hebb.shape.TensorType;
import java.util.List;

/**
 * What a node computes. Ops are records, so that equal computations are equal; their components are what a model file stores.
 *
 * <p>An op that stands in an inference graph must not hold the batch size in its components: a saved graph is built again for any batch.
 */
public sealed interface Op permits ElementwiseOp, PrimitiveOp, CompositeOp {
    /** The name in plan texts: the class name in words, {@code matrix_product}. */
    default String name() {
        return getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /**
     * The shape rule: one type per output.
     *
     * @throws dev.hebb.shape.ShapeException where the inputs do not fit, with expected and got
     */
    List<TensorType> infer(List<TensorType> inputs);
}
