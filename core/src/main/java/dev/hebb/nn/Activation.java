package dev.hebb.nn;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.Op;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Identity;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A function of one value, of the same shape: part of a {@link Dense} layer, or a layer by itself. What a model file stores is the op, so an activation of
 * one's own loads without its code.
 *
 * @param name Keras' name, {@code leaky_relu}; the stem of the automatic layer name
 * @param op of one input
 */
public record Activation(String name, Op op) implements Layer {
    public Activation {
        Names.require("an activation name", name);
    }

    /** An elementwise activation of one's own; its derivative is derived. {@code Activation.of("swish", x -> x.times(Expr.sigmoid(x)))}. */
    public static Activation of(String name, UnaryOperator<Expr> body) {
        return new Activation(name, new Expression(name, Program.of(1, body.apply(Expr.variable(0)))));
    }

    /** The activation of {@code x}; {@code x} itself for the identity. */
    public Value apply(Value x) {
        return op instanceof Identity ? x : Value.of(op, x);
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        return apply(BatchShape.onlyInput(inputs));
    }

    @Override
    public String kind() {
        return name;
    }
}
