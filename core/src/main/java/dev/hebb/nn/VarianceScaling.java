package dev.hebb.nn;

import dev.hebb.random.RandomStream;
import dev.hebb.shape.Shape;

/**
 * Random weights whose variance depends on how many inputs or outputs a unit has, so that signals neither fade nor grow from layer to layer.
 *
 * <p>Formula: mean 0, variance {@code scale / n} with {@code n} the fan; uniform in {@code [-l, l)} with {@code l = sqrt(3 scale / n)}, or normal.
 * <br>Shapes: {@code [in, out]} has these fans, {@code [.., in, out]} has them times the extents before, {@code [n]} has n and n.
 *
 * @param scale above 0
 */
public record VarianceScaling(double scale, Fan fan, Distribution distribution) implements Initializer {
    /** What the variance is divided by: the inputs of a unit, its outputs, or half their sum. */
    public enum Fan {
        IN,
        OUT,
        AVERAGE
    }

    /** How the numbers lie around 0. */
    public enum Distribution {
        UNIFORM,
        NORMAL
    }

    public VarianceScaling {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("expected a scale above 0 but got " + scale);
        }
    }

    @Override
    public void fill(double[] into, Shape shape, RandomStream random) {
        double variance = scale / divisor(shape);
        double limit = Math.sqrt(3 * variance);
        double deviation = Math.sqrt(variance);
        for (int i = 0; i < into.length; i++) {
            into[i] = distribution == Distribution.UNIFORM
                    ? limit * (2 * random.nextDouble() - 1)
                    : deviation * random.nextGaussian();
        }
    }

    private double divisor(Shape shape) {
        double in = shape.isScalar() ? 1 : shape.dim(Math.max(0, shape.rank() - 2));
        double out = shape.isScalar() ? 1 : shape.dim(-1);
        double before = shape.rank() > 2 ? shape.size() / (in * out) : 1;
        double n = fan == Fan.IN ? in : fan == Fan.OUT ? out : (in + out) / 2;
        return Math.max(1, n * before);
    }
}
