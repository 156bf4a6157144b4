package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;

/**
 * A metric of regression in the targets' own units, where they were scaled for training as {@code y = (t - shift) / scale}.
 *
 * <p>Formula: predictions and targets are multiplied by the scale of their column before {@code metric} adds them up. The shift is left out, because such
 * metrics depend on differences alone. A centre of {@code metric} is in the targets' own unit, less the shift.
 * <br>Shapes: predictions {@code [B]} and one scale, or {@code [B, .., C]} and C scales.
 * <br>Errors: {@code ShapeException} for another number of columns than scales, and for targets of another size.
 *
 * @param metric its name stays
 * @param scales one per column, in the target's unit, above 0
 */
public record InUnits(Metric metric, List<Double> scales) implements Metric {
    /** @throws IllegalArgumentException for no scales and a scale that is not finite and above 0 */
    public InUnits {
        scales = List.copyOf(scales);
        boolean areScales = !scales.isEmpty() && scales.stream().allMatch(scale -> scale > 0 && Double.isFinite(scale));
        if (!areScales) {
            throw new IllegalArgumentException(
                    "expected one or more scales above 0 but got " + scales + " in InUnits of " + metric.name());
        }
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public Value sums(Scored in) {
        Shape shape = in.prediction().shape();
        long columns = shape.rank() == 1 ? 1 : shape.dim(-1);
        if (columns != scales.size()) {
            throw new ShapeException("expected predictions of " + scales.size() + " columns, one per scale, but got "
                    + shape + " at metric " + name());
        }
        Value scale = scale();
        Value target = Sums.target(in.target(), shape, name());
        return metric.sums(new Scored(in.prediction().times(scale), target.times(scale), in.weights(), in.isLogits()));
    }

    private Value scale() {
        List<Value> ofColumns =
                scales.stream().map(scale -> Value.constant(scale).reshape(1)).toList();
        return ofColumns.size() == 1 ? Value.constant(scales.get(0)) : Value.of(new Concatenate(0), ofColumns);
    }

    @Override
    public double figure(double[] totals) {
        return metric.figure(totals);
    }

    @Override
    public boolean isHigherBetter() {
        return metric.isHigherBetter();
    }
}
