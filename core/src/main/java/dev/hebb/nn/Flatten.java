package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import java.util.List;

/**
 * Rows of any shape as vectors, in row-major order: what stands between images and {@link Dense}.
 *
 * <p>Shapes: {@code x [B, d1, .., dn] -> y [B, d1 .. dn]}, {@code [B] -> [B, 1]}.
 */
public record Flatten() implements Layer {
    public static Flatten of() {
        return new Flatten();
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        Value x = BatchShape.onlyInput(inputs);
        Shape row = BatchShape.row(x.shape());
        return row.rank() == 1 ? x : x.reshape(-1, row.size());
    }
}
