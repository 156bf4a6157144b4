package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * A value that is fed from outside before the run: a batch, a learning rate, the random counter.
 *
 * <p>Shapes: {@code -> type}.
 *
 * @param name what it is fed by; unique in a graph
 * @param type of what is fed
 */
public record Input(String name, TensorType type) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs);
        return List.of(type);
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of();
    }
}
