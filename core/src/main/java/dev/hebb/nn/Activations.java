package dev.hebb.nn;

import dev.hebb.graph.op.BinaryStep;
import dev.hebb.graph.op.Gelu;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.LeakyRelu;
import dev.hebb.graph.op.LogSoftmax;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Sign;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.Softplus;
import dev.hebb.graph.op.Tanh;
import java.util.List;
import java.util.Optional;

/** The activations that come with the engine, for static import. The formulas are at their ops in {@code dev.hebb.graph.op}. */
public final class Activations {
    private static final int CLASSES = -1;

    private Activations() {}

    /** Every activation of this class, with the defaults of its settings. */
    public static List<Activation> all() {
        return List.of(
                identity(),
                binaryStep(0),
                sign(),
                relu(),
                leakyRelu(),
                sigmoid(),
                tanh(),
                gelu(),
                softplus(),
                softmax(),
                logSoftmax());
    }

    /** The activation of this class called {@code name}, with the defaults of its settings, for files and the command line. */
    public static Optional<Activation> named(String name) {
        return all().stream()
                .filter(activation -> activation.name().equals(name))
                .findFirst();
    }

    /** {@code x}. */
    public static Activation identity() {
        return new Activation("identity", new Identity());
    }

    /** 1 where {@code x > 0}, 0 where {@code x < 0}; not differentiable, for perceptrons with given weights. */
    public static Activation binaryStep(double atZero) {
        return new Activation("binary_step", new BinaryStep(atZero));
    }

    /** -1, 0 or 1; its derivative is 0. */
    public static Activation sign() {
        return new Activation("sign", new Sign());
    }

    /** {@code max(x, 0)}. */
    public static Activation relu() {
        return new Activation("relu", new Relu());
    }

    /** {@code x} where {@code x > 0}, else {@link LeakyRelu#DEFAULT_SLOPE} {@code x}. */
    public static Activation leakyRelu() {
        return leakyRelu(LeakyRelu.DEFAULT_SLOPE);
    }

    /** {@code x} where {@code x > 0}, else {@code slope x}. */
    public static Activation leakyRelu(double slope) {
        return new Activation("leaky_relu", new LeakyRelu(slope));
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static Activation sigmoid() {
        return new Activation("sigmoid", new Sigmoid());
    }

    public static Activation tanh() {
        return new Activation("tanh", new Tanh());
    }

    /** {@code x} times the normal distribution of {@code x}, with the error function itself: PyTorch's default. */
    public static Activation gelu() {
        return new Activation("gelu", new Gelu());
    }

    /** {@code log(1 + exp(x))}. */
    public static Activation softplus() {
        return new Activation("softplus", new Softplus());
    }

    /** A probability distribution over the last axis. */
    public static Activation softmax() {
        return new Activation("softmax", new Softmax(CLASSES));
    }

    /** The logarithm of {@link #softmax()}. */
    public static Activation logSoftmax() {
        return new Activation("log_softmax", new LogSoftmax(CLASSES));
    }
}
