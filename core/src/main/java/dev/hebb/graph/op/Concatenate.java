package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Any number of tensors one after another along an axis.
 *
 * <p>Formula: the gradient of each is its slice of {@code dy}.
 * <br>Shapes: {@code [.., a, ..], [.., b, ..], .. -> [.., a + b + .., ..]}; all {@code int} or all {@code float}.
 * <br>Errors: {@code ShapeException} for no input, mixed kinds and other axes that differ.
 *
 * @param axis a negative one counts from the end
 */
public record Concatenate(int axis) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        if (inputs.isEmpty()) {
            throw Signature.misfit(this, "1 or more inputs", "none");
        }
        TensorType first = inputs.get(0);
        int along = Signature.axis(this, first.shape(), axis);
        long extent = 0;
        for (TensorType input : inputs) {
            Shape shape = input.shape();
            boolean fits = input.kind() == first.kind()
                    && shape.rank() == first.shape().rank()
                    && shape.with(along, 0).equals(first.shape().with(along, 0));
            if (!fits) {
                throw Signature.misfit(this, "inputs that differ along axis " + axis + " only", inputs);
            }
            extent += shape.dim(along);
        }
        return List.of(first.withShape(first.shape().with(along, extent)));
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        Value dy = upstream.get(0).orElseThrow();
        List<Optional<Value>> gradients = new ArrayList<>();
        long from = 0;
        for (Value input : node.inputs()) {
            long until = from + input.shape().dim(axis);
            gradients.add(input.type().isFloat() ? Optional.of(dy.slice(axis, from, until)) : Optional.empty());
            from = until;
        }
        return gradients;
    }
}
