package dev.hebb.nn;

import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A place in a functional model: an input, or a layer behind other tensors. Nothing is computed and no shape is checked before a network is made of it.
 * Identity counts.
 */
public final class Tensor {
    private final Optional<Layer> layer;
    private final List<Tensor> inputs;
    private final String name;
    private final Shape rowShape;

    private Tensor(Optional<Layer> layer, List<Tensor> inputs, String name, Shape rowShape) {
        this.layer = layer;
        this.inputs = List.copyOf(inputs);
        this.name = name;
        this.rowShape = rowShape;
    }

    /** An input; {@code rowShape} is the shape of one row, without the batch. */
    public static Tensor input(String name, long... rowShape) {
        return input(name, Shape.of(rowShape));
    }

    /** An input; {@code rowShape} is the shape of one row, without the batch. */
    public static Tensor input(String name, Shape rowShape) {
        Names.require("an input name", name);
        if (Network.RESERVED_INPUTS.contains(name)) {
            throw new IllegalArgumentException("expected an input name other than " + Network.RESERVED_INPUTS
                    + ", which the engine feeds itself, but got '" + name + "'");
        }
        if (rowShape.size() == 0) {
            throw new IllegalArgumentException(
                    "expected rows with extents of 1 or more but got " + rowShape + " for input '" + name + "'");
        }
        return new Tensor(Optional.empty(), List.of(), name, rowShape);
    }

    static Tensor of(Layer layer, List<Tensor> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least one input of layer " + layer.kind() + " but got none");
        }
        return new Tensor(Optional.of(layer), inputs, "", Shape.SCALAR);
    }

    /** The tensors one after another along {@code axis}, which counts the batch as 0; -1 is the last. */
    public static Tensor concatenate(int axis, Tensor... tensors) {
        return Concatenate.of(axis).apply(tensors);
    }

    /** The sum with a tensor of the same shape: a residual connection. */
    public Tensor plus(Tensor other) {
        return Add.of().apply(this, other);
    }

    /** {@code activation} behind this. */
    public Tensor map(Activation activation) {
        return activation.apply(this);
    }

    /** The layer behind whose inputs this stands; empty for an input. */
    public Optional<Layer> layer() {
        return layer;
    }

    public List<Tensor> inputs() {
        return inputs;
    }

    /** The name of an input; empty for a layer's result, which is called after its layer. */
    public String name() {
        return name;
    }

    /** The shape of one row of an input. */
    public Shape rowShape() {
        return rowShape;
    }
}
