package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labels as indicator vectors; no gradient.
 *
 * <p>Formula: {@code y[.., k] = 1} where {@code x[..] = k}, else 0.
 * <br>Shapes: {@code x int [d0, .., dn] -> y float [d0, .., dn, depth]}.
 * <br>Errors: {@code ShapeException} for a FLOAT input. A label outside 0 .. depth-1 gives zeros; whoever feeds labels checks them.
 *
 * @param depth how many classes; 1 or more
 */
public record OneHot(int depth) implements PrimitiveOp {
    public OneHot {
        if (depth < 1) {
            throw new IllegalArgumentException("expected 1 class or more but got " + depth + " at op one_hot");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.INT);
        List<Long> dims = new ArrayList<>(inputs.get(0).shape().toList());
        dims.add((long) depth);
        return List.of(TensorType.ofFloat(Shape.of(dims)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        return List.of(Optional.empty());
    }
}
