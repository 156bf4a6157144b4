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
 * A table of zeros to whose rows values are added, several to one row where an index repeats: the gradient of {@link GatherRows}.
 *
 * <p>Formula: {@code y[n] = sum of values[i..] over index[i..] = n}; {@code dvalues[i..] = dy[index[i..]]}.
 * <br>Shapes: {@code index int [i..], values float [i.., r..] -> y float [rows, r..]}.
 * <br>Errors: {@code ShapeException} where the values do not begin with the index's shape. Whoever feeds the indices checks their range.
 *
 * @param rows of the table
 */
public record ScatterAddRows(long rows) implements PrimitiveOp {
    public ScatterAddRows {
        if (rows < 0) {
            throw new IllegalArgumentException("expected 0 or more rows but got " + rows + " at op scatter_add_rows");
        }
    }

    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.INT, Kind.FLOAT);
        List<Long> index = inputs.get(0).shape().toList();
        List<Long> values = inputs.get(1).shape().toList();
        if (values.size() < index.size() || !values.subList(0, index.size()).equals(index)) {
            throw Signature.misfit(this, "values whose shape begins with that of the index", inputs);
        }
        List<Long> dims = new ArrayList<>(List.of(rows));
        dims.addAll(values.subList(index.size(), values.size()));
        return List.of(TensorType.ofFloat(Shape.of(dims)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        Value index = node.input(0);
        return List.of(Optional.empty(), upstream.get(0).map(dy -> Value.of(new GatherRows(), dy, index)));
    }
}
