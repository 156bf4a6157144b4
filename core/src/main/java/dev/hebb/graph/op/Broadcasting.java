package dev.hebb.graph.op;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** The way back from a broadcast or a reduction: what gradients of both are made of. */
public final class Broadcasting {
    private Broadcasting() {}

    /**
     * {@code gradient} as the gradient of something of {@code shape} that was broadcast: summed over the axes along which it was repeated.
     *
     * <p>Shapes: {@code [d0, .., dn] -> shape}. A gradient that is itself smaller than {@code shape} is broadcast.
     */
    public static Value sumTo(Value gradient, Shape shape) {
        Shape from = gradient.shape();
        if (from.equals(shape)) {
            return gradient;
        }
        int added = from.rank() - shape.rank();
        List<Integer> axes = new ArrayList<>();
        for (int axis = 0; axis < from.rank(); axis++) {
            boolean repeated = axis < added || shape.dim(axis - added) == 1 && from.dim(axis) != 1;
            if (repeated) {
                axes.add(axis);
            }
        }
        Value summed = axes.isEmpty() ? gradient : Value.of(new Sum(axes, true), gradient);
        return broadcastTo(added > 0 ? dropLeading(summed, added) : summed, shape);
    }

    /** {@code value} repeated to {@code shape}; itself where it has that shape. */
    public static Value broadcastTo(Value value, Shape shape) {
        return value.shape().equals(shape) ? value : Value.of(new BroadcastTo(shape), value);
    }

    /** The result of a reduction of {@code input} over {@code axes} with the reduced axes at extent 1, so that it broadcasts against the input. */
    static Value restoreAxes(Value reduced, Shape input, List<Integer> axes) {
        return reduced.reshape(input.reduced(axes, true));
    }

    private static Value dropLeading(Value value, int count) {
        List<Long> dims = value.shape().toList();
        return value.reshape(Shape.of(dims.subList(count, dims.size())));
    }
}
