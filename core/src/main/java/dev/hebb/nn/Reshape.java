package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows under another shape, in row-major order.
 *
 * <p>Shapes: {@code x [B, ..] -> y [B, rowShape]}, of as many elements.
 * <br>Errors: {@link ShapeException} where the numbers of elements differ.
 *
 * @param rowShape without the batch; one extent may be -1 for what is left
 */
public record Reshape(List<Long> rowShape) implements Layer {
    private static final long REST = -1;

    public Reshape {
        rowShape = List.copyOf(rowShape);
        boolean isAllowed = rowShape.stream().allMatch(dim -> dim >= 1 || dim == REST)
                && rowShape.stream().filter(dim -> dim == REST).count() <= 1;
        if (!isAllowed) {
            throw new IllegalArgumentException("expected extents of 1 or more and at most one -1 but got " + rowShape);
        }
    }

    public static Reshape of(long... rowShape) {
        return new Reshape(Arrays.stream(rowShape).boxed().toList());
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        Value x = BatchShape.onlyInput(inputs);
        long size = BatchShape.row(x.shape()).size();
        Shape ones =
                Shape.of(rowShape.stream().map(dim -> dim == REST ? 1L : dim).toList());
        boolean hasRest = rowShape.contains(REST);
        boolean fits = hasRest ? size % ones.size() == 0 : size == ones.size();
        if (!fits) {
            throw new ShapeException("expected rows of " + (hasRest ? "a multiple of " : "") + ones.size()
                    + " elements for " + rowShape + " but got " + BatchShape.describe(x.shape()) + " with " + size);
        }
        List<Long> dims = new ArrayList<>(List.of(REST));
        rowShape.forEach(dim -> dims.add(dim == REST ? (Long) (size / ones.size()) : dim));
        return Value.of(new dev.hebb.graph.op.Reshape(dims), x);
    }
}
