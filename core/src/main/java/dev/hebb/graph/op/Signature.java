package dev.hebb.graph.op;

import dev.hebb.graph.Op;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.Arrays;
import java.util.List;

/** What the shape rules of the ops have in common: how many inputs there are, of which kinds, and how a misfit reads. */
final class Signature {
    private Signature() {}

    /** Refuses inputs that are not exactly of {@code kinds}. */
    static void require(Op op, List<TensorType> inputs, Kind... kinds) {
        if (!inputs.stream().map(TensorType::kind).toList().equals(Arrays.asList(kinds))) {
            String expected = kinds.length == 0 ? "no inputs" : "inputs of kinds " + Arrays.toString(kinds);
            throw new ShapeException("expected " + expected + " but got " + inputs + " at op " + op.name());
        }
    }

    /** Refuses any other number of inputs, of whatever kind. */
    static void requireCount(Op op, List<TensorType> inputs, int count) {
        if (inputs.size() != count) {
            throw new ShapeException("expected " + count + " inputs but got " + inputs.size() + " at op " + op.name());
        }
    }

    static ShapeException misfit(Op op, Object expected, Object got) {
        return new ShapeException("expected " + expected + " but got " + got + " at op " + op.name());
    }

    /** {@code axis} of {@code shape} counted from the front; a misfit names the op. */
    static int axis(Op op, Shape shape, int axis) {
        try {
            return shape.axis(axis);
        } catch (ShapeException e) {
            throw new ShapeException(e.getMessage() + " at op " + op.name());
        }
    }

    /** The type after a reduction; a misfit names the op. */
    static TensorType reduced(Op op, TensorType type, List<Integer> axes, boolean keepDims) {
        try {
            return type.withShape(type.shape().reduced(axes, keepDims));
        } catch (ShapeException e) {
            throw new ShapeException(e.getMessage() + " at op " + op.name());
        }
    }
}
