package dev.hebb.graph.op;

import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What the losses have in common: they compare a prediction with a target and give one number per row of the batch. */
final class PerRow {
    private PerRow() {}

    /** The type of a loss that compares elements: {@code prediction [B, ..], target [B, ..] -> [B]}. */
    static List<TensorType> inferElements(Op op, List<TensorType> inputs) {
        Signature.require(op, inputs, Kind.FLOAT, Kind.FLOAT);
        Shape prediction = inputs.get(0).shape();
        if (prediction.isScalar() || !prediction.equals(inputs.get(1).shape())) {
            throw Signature.misfit(
                    op, "a prediction and a target of one shape [B, ..]", inputs.get(0) + " against " + inputs.get(1));
        }
        return List.of(TensorType.ofFloat(prediction.dim(0)));
    }

    /** The type of a loss that compares distributions: {@code prediction [B, .., K], target [B, .., K] -> [B]}. */
    static List<TensorType> inferDistributions(Op op, List<TensorType> inputs) {
        List<TensorType> result = inferElements(op, inputs);
        if (inputs.get(0).shape().rank() < 2) {
            throw Signature.misfit(op, "a prediction [B, .., K] with its classes in the last axis", inputs.get(0));
        }
        return result;
    }

    /** The type of a loss that compares distributions with labels: {@code prediction [B, .., K], target int [B, ..] -> [B]}. */
    static List<TensorType> inferLabels(Op op, List<TensorType> inputs) {
        Signature.require(op, inputs, Kind.FLOAT, Kind.INT);
        Shape prediction = inputs.get(0).shape();
        if (prediction.rank() < 2
                || !prediction.without(-1).equals(inputs.get(1).shape())) {
            String got = inputs.get(0) + " against " + inputs.get(1);
            throw Signature.misfit(op, "a prediction [B, .., K] and labels [B, ..]", got);
        }
        return List.of(TensorType.ofFloat(prediction.dim(0)));
    }

    /** The sum of each row: {@code [B, ..] -> [B]}. */
    static Value sum(Value x) {
        return x.shape().rank() == 1 ? x : Value.of(new Sum(afterBatch(x.shape()), false), x);
    }

    /** The mean of each row: {@code [B, ..] -> [B]}. */
    static Value mean(Value x) {
        return x.shape().rank() == 1 ? x : Value.of(new Mean(afterBatch(x.shape()), false), x);
    }

    private static List<Integer> afterBatch(Shape shape) {
        return IntStream.range(1, shape.rank()).boxed().toList();
    }

    /** A gradient per row as one per element, before any division by their number: {@code [B] -> [B, 1, .., 1]}, as many axes as {@code shape}. */
    static Value spread(Value perRow, Shape shape) {
        long[] dims = new long[shape.rank()];
        Arrays.fill(dims, 1);
        dims[0] = -1;
        return shape.rank() == 1 ? perRow : perRow.reshape(dims);
    }

    /** The share of one element in a mean over each row; 1 for a prediction [B]. */
    static double share(Shape elements) {
        return 1.0 / elements.without(0).size();
    }

    /** The gradient by each distribution of a row's mean over its distributions: {@code [B] -> [B, 1, .., 1]}. */
    static Value spreadOverDistributions(Value perRow, Shape prediction) {
        double share = share(prediction.without(-1));
        Value spread = spread(perRow, prediction);
        return share == 1 ? spread : spread.times(share);
    }

    /** Labels as indicator vectors over the classes of {@code prediction}. */
    static Value indicators(Value prediction, Value labels) {
        return Value.of(new OneHot(Math.toIntExact(prediction.shape().dim(-1))), labels);
    }
}
