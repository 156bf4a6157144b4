package dev.hebb.backend;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.BinaryCrossEntropyFromLogits;
import dev.hebb.graph.op.CategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.Huber;
import dev.hebb.graph.op.MeanSquaredError;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.Softplus;
import dev.hebb.graph.op.SparseCategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.Tanh;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.Map;
import java.util.Random;

/** Applies to values of a random graph what networks are made of: several ops each, which a backend may run as one. */
final class RandomLayers {
    private final Random random;
    private final RandomValues values;
    private final Map<String, double[]> feeds;
    private final Value counter;

    /**
     * @param feeds gets the labels that losses want
     * @param counter of random numbers
     */
    RandomLayers(Random random, RandomValues values, Map<String, double[]> feeds, Value counter) {
        this.random = random;
        this.values = values;
        this.feeds = feeds;
        this.counter = counter;
    }

    void add(Value x) {
        Shape shape = x.shape();
        double b = values.bound(x);
        if (shape.isScalar()) {
            values.keep(x.times(0.5).plus(1), false, b + 1);
            return;
        }
        int axis = random.nextInt(shape.rank());
        switch (random.nextInt(9)) {
            case 0, 1 -> biased(x);
            case 2 -> loss(x);
            case 3 -> classLoss(x);
            case 4 -> normalized(x, axis);
            case 5 -> {
                Value norm = x.square().sum().plus(1).sqrt();
                values.keep(x.over(norm), false, 1);
                values.keep(norm, false, b * Math.sqrt((double) shape.size()) + 1);
            }
            case 6 -> {
                Value mask = Value.of(new DropoutMask(0.3, random.nextInt(4), shape), counter);
                values.keep(x.times(mask), false, 1.5 * b);
            }
            case 7 -> {
                Value shifted = x.minus(x.meanOver(axis));
                values.keep(shifted.exp().sum(axis).log(), false, b + 8);
            }
            default -> {
                Value attention = Value.of(new Softmax(axis), x.times(0.5));
                values.keep(attention.times(x).sumOver(axis), false, b);
                values.keep(attention, false, 1);
            }
        }
    }

    /** An activation of the sum with a row, a column or a number. */
    private void biased(Value x) {
        Value bias = values.pick(
                value -> value != x
                        && value.shape().broadcastsTo(x.shape())
                        && value.shape().size() < x.shape().size(),
                x);
        Value sum = x.plus(bias);
        double b = values.bound(x) + values.bound(bias);
        switch (random.nextInt(4)) {
            case 0 -> values.keep(Value.of(new Tanh(), sum), false, 1);
            case 1 -> values.keep(Value.of(new Sigmoid(), sum), false, 1);
            case 2 -> values.keep(Value.of(new Softplus(), sum), false, b + 1);
            default -> values.keep(sum.times(Value.of(new Sigmoid(), sum)), false, b);
        }
    }

    private void loss(Value x) {
        Value y = values.pick(
                value -> value != x && value.shape().equals(x.shape()),
                x.negated().plus(0.5));
        double b = values.bound(x) + Math.max(values.bound(x) + 1, values.bound(y));
        Value loss = switch (random.nextInt(3)) {
            case 0 -> Value.of(new MeanSquaredError(), x, y);
            case 1 -> Value.of(new Huber(0.7), x, y);
            default -> Value.of(new BinaryCrossEntropyFromLogits(), x, Value.of(new Sigmoid(), y));
        };
        values.keep(loss, false, b * b + 1);
        values.keep(loss.mean(), false, b * b + 1);
    }

    private void classLoss(Value x) {
        Shape shape = x.shape();
        if (shape.rank() < 2) {
            loss(x);
            return;
        }
        int classes = (int) shape.dim(-1);
        Shape labels = shape.without(-1);
        double bound = 2 * values.bound(x) + Math.log(classes);
        if (random.nextBoolean()) {
            String name = "labels" + feeds.size();
            feeds.put(
                    name,
                    random.ints(labels.size(), 0, classes).asDoubleStream().toArray());
            Value label = Value.input(name, TensorType.ofInt(labels.dims()));
            values.keep(
                    Value.of(new SparseCategoricalCrossEntropyFromLogits(), x, label), false, bound * labels.size());
        } else {
            Value y = Value.of(new Softmax(-1), x.negated());
            values.keep(Value.of(new CategoricalCrossEntropyFromLogits(), x, y), false, bound * labels.size());
        }
    }

    /** Of mean 0 and about unit variance along an axis, and scaled where there is a value to scale by. */
    private void normalized(Value x, int axis) {
        Value centred = x.minus(x.meanOver(axis));
        Value result = centred.times(centred.square().meanOver(axis).plus(0.1).rsqrt());
        Value scale = values.pick(
                value -> value.shape().broadcastsTo(x.shape())
                        && value.shape().size() < x.shape().size(),
                x);
        double b = Math.sqrt((double) x.shape().dim(axis));
        values.keep(result.times(scale), false, b * values.bound(scale));
    }
}
