package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.ShapeException;
import java.util.List;

/**
 * The sum of several tensors of one shape: where a residual connection comes in.
 *
 * <p>Shapes: {@code x [B, ..], y [B, ..], .. -> [B, ..]}; nothing is broadcast.
 * <br>Errors: {@link ShapeException} for fewer than two inputs and shapes that differ.
 */
public record Add() implements Layer {
    public static Add of() {
        return new Add();
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        boolean isOneShape = inputs.stream().map(Value::shape).distinct().count() == 1;
        if (inputs.size() < 2 || !isOneShape) {
            throw new ShapeException("expected two or more inputs of one shape but got "
                    + inputs.stream()
                            .map(input -> BatchShape.describe(input.shape()))
                            .toList());
        }
        return inputs.stream().reduce(Value::plus).orElseThrow();
    }
}
