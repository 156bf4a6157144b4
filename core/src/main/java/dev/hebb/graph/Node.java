package dev.hebb.graph;

import dev.hebb.shape.ShapeException;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.stream.IntStream;

/** An op applied to values. Immutable, with identity: two nodes of equal op and inputs become one only by a pass. */
public final class Node {
    private final Op op;
    private final List<Value> inputs;
    private final List<TensorType> types;
    private final List<Value> outputs;
    private final String scope;

    private Node(Op op, List<Value> inputs, String scope) {
        this.op = op;
        this.inputs = List.copyOf(inputs);
        this.scope = scope;
        this.types = infer(op, this.inputs, scope);
        this.outputs = IntStream.range(0, types.size())
                .mapToObj(i -> new Value(this, i))
                .toList();
    }

    private static List<TensorType> infer(Op op, List<Value> inputs, String scope) {
        List<TensorType> inputTypes = inputs.stream().map(Value::type).toList();
        try {
            return List.copyOf(op.infer(inputTypes));
        } catch (ShapeException e) {
            String where = scope.isEmpty() || e.getMessage().contains("at layer ") ? "" : " at layer " + scope;
            throw new ShapeException(e.getMessage() + where);
        }
    }

    /** Applies {@code op}; its outputs are {@link #outputs()}. The scope is that of the last input that has one. */
    public static Node of(Op op, List<Value> inputs) {
        String scope = "";
        for (Value input : inputs) {
            if (!input.node().scope.isEmpty()) {
                scope = input.node().scope;
            }
        }
        return new Node(op, inputs, scope);
    }

    /** Applies {@code op} on behalf of the layer or stage {@code scope}. */
    public static Node of(Op op, List<Value> inputs, String scope) {
        return new Node(op, inputs, scope);
    }

    public Op op() {
        return op;
    }

    public List<Value> inputs() {
        return inputs;
    }

    public Value input(int index) {
        return inputs.get(index);
    }

    public List<TensorType> types() {
        return types;
    }

    public List<Value> outputs() {
        return outputs;
    }

    /** The first output. */
    public Value output() {
        return outputs.get(0);
    }

    /** The layer or stage this node belongs to, for messages and plan texts; may be empty. */
    public String scope() {
        return scope;
    }

    @Override
    public String toString() {
        return op.name() + types + (scope.isEmpty() ? "" : "@" + scope);
    }
}
