package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What layers say and ask about shapes whose first axis is the batch. */
public final class BatchShape {
    private BatchShape() {}

    /** The shape without the batch: {@code [B, d1, .., dn] -> [d1, .., dn]}. */
    public static Shape row(Shape shape) {
        if (shape.isScalar()) {
            throw new ShapeException("expected [batch, ..] but got a scalar");
        }
        return shape.without(0);
    }

    /** For messages: {@code [batch, 28, 28]}, whatever the batch size of {@code shape}. */
    public static String describe(Shape shape) {
        return describeRow(row(shape));
    }

    /** For messages: {@code [batch, 28, 28]} of rows {@code [28, 28]}. */
    public static String describeRow(Shape rowShape) {
        return LongStream.of(rowShape.dims())
                .mapToObj(dim -> ", " + dim)
                .collect(Collectors.joining("", "[batch", "]"));
    }

    /**
     * The input of a layer that takes one.
     *
     * @throws ShapeException for none or several
     */
    public static Value onlyInput(List<Value> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException("expected 1 input but got " + inputs.size() + ": "
                    + inputs.stream().map(input -> describe(input.shape())).toList()
                    + "; join them with Concatenate or Add");
        }
        return inputs.get(0);
    }
}
