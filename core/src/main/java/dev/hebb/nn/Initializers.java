package dev.hebb.nn;

import dev.hebb.nn.VarianceScaling.Distribution;
import dev.hebb.nn.VarianceScaling.Fan;

/**
 * The initializers that come with the engine, for static import. {@code in} and {@code out} are the fans of {@link VarianceScaling}. The normal ones draw
 * from a plain normal distribution of exactly the variance given; Keras cuts the tails at two standard deviations and keeps the variance.
 */
public final class Initializers {
    private Initializers() {}

    /**
     * For tanh, sigmoid, softmax and linear layers.
     *
     * <p>Formula: uniform in {@code [-l, l)} with {@code l = sqrt(6 / (in + out))}: variance {@code 2 / (in + out)}.
     * <br>Source: Glorot, Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, eq. 16.
     */
    public static Initializer glorotUniform() {
        return new VarianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM);
    }

    /**
     * For tanh, sigmoid, softmax and linear layers.
     *
     * <p>Formula: normal of mean 0 and variance {@code 2 / (in + out)}.
     * <br>Source: Glorot, Bengio, AISTATS 2010, eq. 12.
     */
    public static Initializer glorotNormal() {
        return new VarianceScaling(1, Fan.AVERAGE, Distribution.NORMAL);
    }

    /**
     * For relu layers.
     *
     * <p>Formula: uniform in {@code [-l, l)} with {@code l = sqrt(6 / in)}: variance {@code 2 / in}.
     * <br>Source: He, Zhang, Ren, Sun, "Delving deep into rectifiers", ICCV 2015, eq. 10.
     */
    public static Initializer heUniform() {
        return new VarianceScaling(2, Fan.IN, Distribution.UNIFORM);
    }

    /**
     * For relu layers.
     *
     * <p>Formula: normal of mean 0 and variance {@code 2 / in}.
     * <br>Source: He, Zhang, Ren, Sun, ICCV 2015, eq. 10.
     */
    public static Initializer heNormal() {
        return new VarianceScaling(2, Fan.IN, Distribution.NORMAL);
    }

    /**
     * For selu layers.
     *
     * <p>Formula: uniform in {@code [-l, l)} with {@code l = sqrt(3 / in)}: variance {@code 1 / in}.
     * <br>Source: LeCun, Bottou, Orr, Mueller, "Efficient BackProp", 1998, eq. 16.
     */
    public static Initializer lecunUniform() {
        return new VarianceScaling(1, Fan.IN, Distribution.UNIFORM);
    }

    /**
     * For selu layers.
     *
     * <p>Formula: normal of mean 0 and variance {@code 1 / in}.
     * <br>Source: LeCun, Bottou, Orr, Mueller, 1998, eq. 16; Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017.
     */
    public static Initializer lecunNormal() {
        return new VarianceScaling(1, Fan.IN, Distribution.NORMAL);
    }

    public static Initializer zeros() {
        return constant(0);
    }

    public static Initializer ones() {
        return constant(1);
    }

    /** Every weight {@code value}. For kernels this leaves all units of a layer equal for ever; it is meant for biases and worked examples. */
    public static Initializer constant(double value) {
        return new Constant(value);
    }
}
