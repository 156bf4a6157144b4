package dev.hebb.nn;

import dev.hebb.graph.op.BinaryCrossEntropy;
import dev.hebb.graph.op.BinaryCrossEntropyFromLogits;
import dev.hebb.graph.op.CategoricalCrossEntropy;
import dev.hebb.graph.op.CategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.HalfSquaredError;
import dev.hebb.graph.op.Huber;
import dev.hebb.graph.op.MeanAbsoluteError;
import dev.hebb.graph.op.MeanSquaredError;
import dev.hebb.graph.op.SparseCategoricalCrossEntropy;
import dev.hebb.graph.op.SparseCategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.SquaredError;
import dev.hebb.nn.Loss.Expects;
import dev.hebb.nn.Loss.Targets;
import java.util.List;
import java.util.Optional;

/** The losses that come with the engine, for static import. The formulas, per row, are at their ops in {@code dev.hebb.graph.op}. */
public final class Losses {
    private Losses() {}

    /** Every loss of this class. */
    public static List<Loss> all() {
        return List.of(
                meanSquaredError(),
                meanAbsoluteError(),
                squaredError(),
                halfSquaredError(),
                huber(),
                binaryCrossEntropy(),
                binaryCrossEntropyFromLogits(),
                categoricalCrossEntropy(),
                categoricalCrossEntropyFromLogits(),
                sparseCategoricalCrossEntropy(),
                sparseCategoricalCrossEntropyFromLogits());
    }

    /** The loss of this class called {@code name}, for files and the command line. */
    public static Optional<Loss> named(String name) {
        return all().stream().filter(loss -> loss.name().equals(name)).findFirst();
    }

    /** The mean over a row of {@code (prediction - target)^2}. */
    public static Loss meanSquaredError() {
        return Loss.of("mean_squared_error", Targets.VALUES, Expects.ANYTHING, new MeanSquaredError());
    }

    /** The mean over a row of {@code |prediction - target|}. */
    public static Loss meanAbsoluteError() {
        return Loss.of("mean_absolute_error", Targets.VALUES, Expects.ANYTHING, new MeanAbsoluteError());
    }

    /** The sum over a row of {@code (prediction - target)^2}. */
    public static Loss squaredError() {
        return Loss.of("squared_error", Targets.VALUES, Expects.ANYTHING, new SquaredError());
    }

    /** Half of {@link #squaredError()}, whose derivative is {@code prediction - target}. */
    public static Loss halfSquaredError() {
        return Loss.of("half_squared_error", Targets.VALUES, Expects.ANYTHING, new HalfSquaredError());
    }

    /** {@link #huber(double)} with {@link Huber#DEFAULT_DELTA}. */
    public static Loss huber() {
        return huber(Huber.DEFAULT_DELTA);
    }

    /**
     * The mean over a row of half the squared error up to {@code delta} and of a straight line beyond. A model file names losses, so one with another delta than
     * the default is not saved with the model, which is then to be compiled again.
     */
    public static Loss huber(double delta) {
        return Loss.of("huber", Targets.VALUES, Expects.ANYTHING, new Huber(delta));
    }

    /** For sigmoid outputs and targets from 0 to 1. */
    public static Loss binaryCrossEntropy() {
        return Loss.of("binary_crossentropy", Targets.VALUES, Expects.PROBABILITIES, new BinaryCrossEntropy());
    }

    /** {@link #binaryCrossEntropy()} of the sigmoid of the prediction. */
    public static Loss binaryCrossEntropyFromLogits() {
        return Loss.of(
                "binary_crossentropy_from_logits", Targets.VALUES, Expects.LOGITS, new BinaryCrossEntropyFromLogits());
    }

    /** For softmax outputs and targets that are distributions, {@code [0, 1, 0]}. */
    public static Loss categoricalCrossEntropy() {
        return Loss.of(
                "categorical_crossentropy", Targets.VALUES, Expects.PROBABILITIES, new CategoricalCrossEntropy());
    }

    /** {@link #categoricalCrossEntropy()} of the softmax of the prediction. */
    public static Loss categoricalCrossEntropyFromLogits() {
        return Loss.of(
                "categorical_crossentropy_from_logits",
                Targets.VALUES,
                Expects.LOGITS,
                new CategoricalCrossEntropyFromLogits());
    }

    /** For softmax outputs and targets that are class numbers. */
    public static Loss sparseCategoricalCrossEntropy() {
        return Loss.of(
                "sparse_categorical_crossentropy",
                Targets.CLASSES,
                Expects.PROBABILITIES,
                new SparseCategoricalCrossEntropy());
    }

    /** {@link #sparseCategoricalCrossEntropy()} of the softmax of the prediction. */
    public static Loss sparseCategoricalCrossEntropyFromLogits() {
        return Loss.of(
                "sparse_categorical_crossentropy_from_logits",
                Targets.CLASSES,
                Expects.LOGITS,
                new SparseCategoricalCrossEntropyFromLogits());
    }
}
