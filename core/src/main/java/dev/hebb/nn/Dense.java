package dev.hebb.nn;

import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import java.util.List;

/**
 * A fully connected layer: every output depends on every input.
 *
 * <p>Formula: {@code y = activation(x kernel + bias)}.
 * <br>Shapes: {@code x [B, in] -> y [B, units]}; {@code kernel [in, units]}, {@code bias [units]}.
 * <br>Errors: {@link ShapeException} for anything but one input of rank 2, so that an image without {@link Flatten} is refused.
 * <br>Cost: {@code 2 B in units} operations forward, twice that backward.
 *
 * @param units how many outputs, 1 or more
 * @param hasBias whether a bias is added
 * @param kernelInitializer by default {@link Initializers#glorotUniform()}
 * @param biasInitializer by default {@link Initializers#zeros()}
 * @param penalty on the kernel
 * @param biasPenalty on the bias
 */
public record Dense(
        int units,
        Activation activation,
        boolean hasBias,
        Initializer kernelInitializer,
        Initializer biasInitializer,
        Penalty penalty,
        Penalty biasPenalty)
        implements Layer {
    public Dense {
        if (units < 1) {
            throw new IllegalArgumentException("expected 1 or more units but got " + units);
        }
    }

    public static Dense of(int units) {
        return of(units, Activations.identity());
    }

    public static Dense of(int units, Activation activation) {
        return new Dense(
                units,
                activation,
                true,
                Initializers.glorotUniform(),
                Initializers.zeros(),
                Penalty.NONE,
                Penalty.NONE);
    }

    public Dense withoutBias() {
        return new Dense(units, activation, false, kernelInitializer, biasInitializer, penalty, biasPenalty);
    }

    public Dense withActivation(Activation other) {
        return new Dense(units, other, hasBias, kernelInitializer, biasInitializer, penalty, biasPenalty);
    }

    public Dense withKernelInitializer(Initializer other) {
        return new Dense(units, activation, hasBias, other, biasInitializer, penalty, biasPenalty);
    }

    public Dense withBiasInitializer(Initializer other) {
        return new Dense(units, activation, hasBias, kernelInitializer, other, penalty, biasPenalty);
    }

    /** The same layer with a penalty on the kernel. */
    public Dense withPenalty(Penalty other) {
        return new Dense(units, activation, hasBias, kernelInitializer, biasInitializer, other, biasPenalty);
    }

    public Dense withBiasPenalty(Penalty other) {
        return new Dense(units, activation, hasBias, kernelInitializer, biasInitializer, penalty, other);
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        Value x = BatchShape.onlyInput(inputs);
        if (x.shape().rank() != 2) {
            String toDo =
                    x.shape().rank() > 2 ? "; add Flatten before it" : "; make the rows vectors, [1] for one number";
            throw new ShapeException("expected [batch, features] but got " + BatchShape.describe(x.shape()) + toDo);
        }
        Shape shape = Shape.of(x.shape().dim(1), units);
        Value kernel = context.parameter(
                ParameterSpec.kernel("kernel", shape, kernelInitializer).withPenalty(penalty));
        Value product = x.matmul(kernel);
        if (hasBias) {
            ParameterSpec bias = ParameterSpec.bias("bias", Shape.of(units), biasInitializer);
            product = product.plus(context.parameter(bias.withPenalty(biasPenalty)));
        }
        return activation.apply(product);
    }
}
