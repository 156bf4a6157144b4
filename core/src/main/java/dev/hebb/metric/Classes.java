package dev.hebb.metric;

import dev.hebb.graph.Value;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.OneHot;
import dev.hebb.graph.op.Softmax;
import dev.hebb.metric.Metric.Scored;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.Arrays;

/**
 * Predictions and targets read as classes. A prediction {@code [B, .., K]} with K of 2 or more says the class of its largest element; one of {@code [B]} or
 * {@code [B, .., 1]} says class 1 above the threshold and class 0 up to it.
 */
final class Classes {
    private static final double THRESHOLD = 0.5;

    private final Scored in;
    private final String metric;
    private final boolean isBinary;

    /** What a prediction stands for, {@code [B, ..]}. */
    private final Shape shape;

    Classes(Scored in, String metric) {
        this.in = in;
        this.metric = metric;
        Shape prediction = in.prediction().shape();
        this.isBinary = prediction.rank() == 1 || prediction.dim(-1) == 1;
        this.shape = prediction.rank() == 1 ? prediction : prediction.without(-1);
    }

    /** The number from which on a prediction counts as class 1. */
    static double threshold(boolean isLogits) {
        return isLogits ? 0 : THRESHOLD;
    }

    int count() {
        return isBinary ? 2 : Math.toIntExact(in.prediction().shape().dim(-1));
    }

    /** {@code [B, ..]}, FLOAT. */
    Value predicted() {
        return read(in.prediction(), threshold(in.isLogits()));
    }

    /** {@code [B, ..]}, FLOAT. */
    Value actual() {
        if (!in.target().type().isFloat()) {
            return Sums.target(in.target(), shape, metric);
        }
        requireLikePrediction();
        return read(in.target().reshape(in.prediction().shape()), THRESHOLD);
    }

    private void requireLikePrediction() {
        Shape wanted = in.prediction().shape();
        if (in.target().shape().size() != wanted.size()) {
            throw new ShapeException("expected int classes " + shape + " or one-hot rows " + wanted
                    + " as targets but got " + in.target().type() + " at metric " + metric);
        }
    }

    private Value read(Value scores, double threshold) {
        return isBinary
                ? scores.greaterThan(threshold).reshape(shape)
                : scores.argMax(-1).toFloat();
    }

    /** {@code [B, .., K]}: 1 at the predicted class. */
    Value predictedIndicators() {
        return indicators(in.prediction(), threshold(in.isLogits()));
    }

    /** {@code [B, .., K]}: 1 at the class. */
    Value actualIndicators() {
        if (in.target().type().isFloat()) {
            requireLikePrediction();
            return indicators(in.target().reshape(in.prediction().shape()), THRESHOLD);
        }
        if (in.target().shape().size() != shape.size()) {
            throw new ShapeException(
                    "expected targets " + shape + " but got " + in.target().type() + " at metric " + metric);
        }
        return Value.of(new OneHot(count()), in.target().reshape(shape));
    }

    private Value indicators(Value scores, double threshold) {
        if (!isBinary) {
            return Value.of(new OneHot(count()), scores.argMax(-1));
        }
        Value one = scores.greaterThan(threshold);
        return withRest(one, one.negated().plus(1));
    }

    /** Of probabilities, {@code [B, .., K]}: as predicted, softmax of logits. */
    Value probabilities() {
        if (in.isLogits()) {
            return Value.of(new Softmax(-1), logits());
        }
        return isBinary ? withRest(in.prediction(), in.prediction().negated().plus(1)) : in.prediction();
    }

    /** Of logits, {@code [B, .., K]}; that of class 0 is 0 where only class 1 has one. */
    Value logits() {
        return isBinary
                ? withRest(in.prediction(), Value.of(new BroadcastTo(shape), Value.constant(0)))
                : in.prediction();
    }

    private Value withRest(Value ofOne, Value ofZero) {
        return Value.of(new Concatenate(-1), ofZero.reshape(lastOne()), ofOne.reshape(lastOne()));
    }

    private Shape lastOne() {
        long[] dims = Arrays.copyOf(shape.dims(), shape.rank() + 1);
        dims[shape.rank()] = 1;
        return Shape.of(dims);
    }
}
