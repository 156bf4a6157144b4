package dev.hebb.graph;

import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/** An op that is defined by smaller ones. A backend may have a faster kernel; the decomposition stays the definition it is tested against. */
public non-sealed interface CompositeOp extends Op {
    /** The definition: the output from the inputs. */
    Value decompose(List<Value> in);

    /**
     * A better gradient than that of the decomposition (in the output, or numerically safer), checked against it by the tests; empty for none.
     *
     * @return one entry per input, as in {@link PrimitiveOp#gradient}
     */
    default Optional<List<Optional<Value>>> gradient(Node node, Value upstream) {
        return Optional.empty();
    }

    /** The default infers through the decomposition. */
    @Override
    default List<TensorType> infer(List<TensorType> inputs) {
        return List.of(decompose(Value.placeholders(inputs)).type());
    }
}
