package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Optional;

/**
 * A value that lasts from run to run: a range of a named arena, such as one parameter, or all of them at once for an optimizer's sweep.
 *
 * <p>Shapes: {@code -> type}.
 * <br>Errors: a negative offset is refused.
 *
 * @param arena the name of the arena, whose elements are all of one kind
 * @param offset its first element
 * @param type of the elements and the shape they have in row-major order
 * @param name what messages call it; {@code dense_1.kernel}
 */
public record State(String arena, long offset, TensorType type, String name) implements PrimitiveOp {
    public State {
        if (offset < 0) {
            throw new IllegalArgumentException(
                    "expected an offset of 0 or more but got " + offset + " at state " + name);
        }
    }

    /** The element after its last. */
    public long end() {
        return Math.addExact(offset, type.shape().size());
    }

    /** Whether some element belongs to both. */
    public boolean overlaps(State other) {
        return arena.equals(other.arena) && Math.max(offset, other.offset) < Math.min(end(), other.end());
    }

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
