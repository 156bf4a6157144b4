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
 * The rows of a table that integers name: an embedding's look-up.
 *
 * <p>Formula: {@code y[i..] = table[index[i..]]}; the gradient of the table adds up the rows of {@code dy} that were taken from one place.
 * <br>Shapes: {@code table float [N, r..], index int [i..] -> y float [i.., r..]}.
 * <br>Errors: {@code ShapeException} for a table of rank 0. Whoever feeds the indices checks that they lie in 0 .. N-1.
 */
public record GatherRows() implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT, Kind.INT);
        Shape table = inputs.get(0).shape();
        if (table.isScalar()) {
            throw Signature.misfit(this, "a table of rank 1 or more", inputs);
        }
        List<Long> dims = new ArrayList<>(inputs.get(1).shape().toList());
        dims.addAll(table.without(0).toList());
        return List.of(TensorType.ofFloat(Shape.of(dims)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        long rows = node.input(0).shape().dim(0);
        Value index = node.input(1);
        return List.of(upstream.get(0).map(dy -> Value.of(new ScatterAddRows(rows), index, dy)), Optional.empty());
    }
}
