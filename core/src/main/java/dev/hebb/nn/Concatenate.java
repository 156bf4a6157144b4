package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;

/**
 * Several tensors one after another along an axis.
 *
 * <p>Shapes: {@code [B, .., a, ..], [B, .., b, ..], .. -> [B, .., a + b + .., ..]}.
 * <br>Errors: {@link ShapeException} for other axes that differ and an axis out of range.
 *
 * @param axis counts the batch as 0, which is refused; a negative one counts from the end
 */
public record Concatenate(int axis) implements Layer {
    private static final int LAST = -1;

    public Concatenate {
        if (axis == 0) {
            throw new IllegalArgumentException("expected an axis after the batch, 1 or more or negative, but got 0");
        }
    }

    /** Along the last axis. */
    public static Concatenate of() {
        return of(LAST);
    }

    public static Concatenate of(int axis) {
        return new Concatenate(axis);
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        Shape first = inputs.get(0).shape();
        boolean inRange = axis < first.rank() && axis > -first.rank();
        boolean fits = inRange && inputs.stream().allMatch(input -> isJoinable(input.shape(), first));
        if (!fits) {
            throw new ShapeException("expected inputs that differ along axis " + axis + " only but got "
                    + inputs.stream()
                            .map(input -> BatchShape.describe(input.shape()))
                            .toList());
        }
        return Value.of(new dev.hebb.graph.op.Concatenate(axis), inputs);
    }

    private boolean isJoinable(Shape shape, Shape first) {
        return shape.rank() == first.rank() && shape.with(axis, 1).equals(first.with(axis, 1));
    }
}
