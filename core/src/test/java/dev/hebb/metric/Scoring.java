package dev.hebb.metric;

import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.Arrays;

/** Runs a metric on numbers, batch by batch, through the oracle. */
final class Scoring {
    private final Metric metric;
    private boolean isLogits;
    private int batch = Integer.MAX_VALUE;
    private double[] weights = {};

    private Scoring(Metric metric) {
        this.metric = metric;
    }

    static Scoring of(Metric metric) {
        return new Scoring(metric);
    }

    Scoring logits() {
        isLogits = true;
        return this;
    }

    Scoring batches(int rows) {
        batch = rows;
        return this;
    }

    Scoring weights(double... ofRows) {
        weights = ofRows;
        return this;
    }

    /** The figure for real targets of the prediction's shape. */
    double figure(double[] prediction, double[] target, long... shape) {
        return figure(prediction, target, false, Shape.of(shape));
    }

    /** The figure for classes. */
    double classes(double[] prediction, int[] target, long... shape) {
        return figure(prediction, Arrays.stream(target).asDoubleStream().toArray(), true, Shape.of(shape));
    }

    private double figure(double[] prediction, double[] target, boolean isInt, Shape shape) {
        int rows = (int) shape.dim(0);
        double[] totals = {};
        for (int from = 0; from < rows; from += batch) {
            int until = (int) Math.min(rows, (long) from + batch);
            double[] sums = sums(
                    part(prediction, from, until, rows),
                    part(target, from, until, rows),
                    isInt,
                    shape.with(0, until - from),
                    weights.length == 0 ? ones(until - from) : part(weights, from, until, rows));
            totals = totals.length == 0 ? new double[sums.length] : totals;
            for (int i = 0; i < sums.length; i++) {
                totals[i] += sums[i];
            }
            if (batch == Integer.MAX_VALUE) {
                break;
            }
        }
        return metric.figure(totals);
    }

    private double[] sums(double[] prediction, double[] target, boolean isInt, Shape shape, double[] rowWeights) {
        TensorType type = isInt ? TensorType.ofInt(shape.dim(0)) : TensorType.ofFloat(shape);
        Value sums = metric.sums(new Metric.Scored(
                Value.input("p", TensorType.ofFloat(shape)),
                Value.input("t", type),
                Value.input("w", TensorType.ofFloat(shape.dim(0))),
                isLogits));
        if (!sums.type().isFloat() || sums.shape().rank() != 1) {
            throw new AssertionError("expected a flat FLOAT vector but got " + sums.type());
        }
        return new Oracle()
                .feed("p", prediction)
                .feed("t", target)
                .feed("w", rowWeights)
                .evaluate(sums);
    }

    private static double[] part(double[] data, int from, int until, int rows) {
        int perRow = data.length / rows;
        return Arrays.copyOfRange(data, from * perRow, until * perRow);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
