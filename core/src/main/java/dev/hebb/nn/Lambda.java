package dev.hebb.nn;

import dev.hebb.graph.Value;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A layer of free-form graph code without parameters. Its code is not part of a model file: a saved model predicts through its traced graph, but this layer
 * can be trained on after loading only where the code gives it again.
 *
 * @param kind the stem of the automatic name
 * @param body from inputs {@code [B, ..]} to a result {@code [B, ..]}; the batch size must not find its way into an op
 */
public record Lambda(String kind, Function<List<Value>, Value> body) implements Layer {
    public Lambda {
        Names.require("a layer kind", kind);
    }

    /** Of several inputs. */
    public static Lambda ofMany(String kind, Function<List<Value>, Value> body) {
        return new Lambda(kind, body);
    }

    /** Of one input. */
    public static Lambda of(String kind, UnaryOperator<Value> body) {
        return new Lambda(kind, inputs -> body.apply(BatchShape.onlyInput(inputs)));
    }

    @Override
    public Value forward(List<Value> inputs, LayerContext context) {
        return body.apply(inputs);
    }
}
