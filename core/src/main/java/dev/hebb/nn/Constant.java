package dev.hebb.nn;

import dev.hebb.random.RandomStream;
import dev.hebb.shape.Shape;
import java.util.Arrays;

/** Every weight the same finite number. */
public record Constant(double value) implements Initializer {
    public Constant {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("expected a finite initial weight but got " + value);
        }
    }

    @Override
    public void fill(double[] into, Shape shape, RandomStream random) {
        Arrays.fill(into, value);
    }
}
