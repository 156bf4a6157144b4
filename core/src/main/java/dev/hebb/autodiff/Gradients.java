package dev.hebb.autodiff;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.expr.Program;
import dev.hebb.graph.CompositeOp;
import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Broadcasting;
import dev.hebb.graph.op.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reverse-mode differentiation from graph to graph.
 *
 * <p>Only nodes between the wanted values and the loss get a gradient, so nothing is computed for inputs nobody asks about.
 * <br>Source: Griewank, Walther, "Evaluating Derivatives", 2008, chapter 3.
 */
public final class Gradients {
    private final Map<Value, Value> upstream = new IdentityHashMap<>();
    private final Set<Node> wanted = Collections.newSetFromMap(new IdentityHashMap<>());

    private Gradients() {}

    /**
     * The gradient of {@code loss} by each of {@code wrt}; zeros where no path leads from it to the loss.
     *
     * @param loss a FLOAT scalar
     * @throws DifferentiationException where the path goes through an op without a gradient, such as a step function
     */
    public static List<Value> of(Value loss, List<Value> wrt) {
        if (!loss.shape().isScalar() || !loss.type().isFloat()) {
            throw new DifferentiationException(
                    "expected a float scalar to differentiate but got " + loss.type() + "; sum it first");
        }
        Gradients gradients = new Gradients();
        return gradients.run(loss, wrt);
    }

    private List<Value> run(Value loss, List<Value> wrt) {
        List<Node> order = Graph.nodes(List.of(loss));
        wrt.forEach(value -> wanted.add(value.node()));
        for (Node node : order) {
            if (node.inputs().stream().anyMatch(input -> wanted.contains(input.node()))) {
                wanted.add(node);
            }
        }
        accumulate(loss, Value.constant(1));
        for (int i = order.size() - 1; i >= 0; i--) {
            Node node = order.get(i);
            if (wanted.contains(node) && node.outputs().stream().anyMatch(upstream::containsKey)) {
                propagate(node);
            }
        }
        return wrt.stream().map(this::gradientOf).toList();
    }

    private Value gradientOf(Value value) {
        return upstreamOf(value).orElseGet(() -> Value.of(new BroadcastTo(value.shape()), Value.constant(0)));
    }

    private Optional<Value> upstreamOf(Value output) {
        return Optional.ofNullable(upstream.get(output));
    }

    private void propagate(Node node) {
        if (node.inputs().stream().noneMatch(input -> wanted.contains(input.node()))) {
            return;
        }
        List<Optional<Value>> perOutput =
                node.outputs().stream().map(this::upstreamOf).toList();
        List<Optional<Value>> perInput = inputGradients(node, perOutput);
        for (int i = 0; i < node.inputs().size(); i++) {
            Value input = node.input(i);
            if (wanted.contains(input.node()) && perInput.get(i).isPresent()) {
                accumulate(input, perInput.get(i).get());
            }
        }
    }

    private List<Optional<Value>> inputGradients(Node node, List<Optional<Value>> perOutput) {
        if (node.op() instanceof ElementwiseOp op) {
            return elementwise(node, op, perOutput);
        } else if (node.op() instanceof PrimitiveOp op) {
            return op.gradient(node, perOutput);
        } else if (node.op() instanceof CompositeOp op) {
            Value up = perOutput.get(0).orElseThrow();
            return op.gradient(node, up).orElseGet(() -> throughDecomposition(node, op, up));
        }
        throw new AssertionError(node.op());
    }

    /** Differentiates the definition of {@code op} with its inputs cut off from the rest of the graph, then puts them back. */
    private static List<Optional<Value>> throughDecomposition(Node node, CompositeOp op, Value up) {
        List<Value> cut = new ArrayList<>();
        for (Value input : node.inputs()) {
            cut.add(Value.input("cut" + cut.size(), input.type()));
        }
        Value cutUp = Value.input("up", up.type());
        List<Value> differentiable =
                cut.stream().filter(value -> value.type().isFloat()).toList();
        List<Value> gradients = of(op.decompose(cut).times(cutUp).sum(), differentiable);
        Map<Node, Value> original = new IdentityHashMap<>();
        original.put(cutUp.node(), up);
        for (int i = 0; i < cut.size(); i++) {
            original.put(cut.get(i).node(), node.input(i));
        }
        List<Value> restored = Rewrite.of(gradients, (n, inputs) -> {
            Value value = original.get(n);
            return value == null ? Rewrite.same(n, inputs) : List.of(value);
        });
        List<Optional<Value>> perInput = new ArrayList<>();
        int next = 0;
        for (Value input : node.inputs()) {
            perInput.add(input.type().isFloat() ? Optional.of(restored.get(next++)) : Optional.empty());
        }
        return perInput;
    }

    private List<Optional<Value>> elementwise(Node node, ElementwiseOp op, List<Optional<Value>> perOutput) {
        if (perOutput.size() != 1) {
            throw new AssertionError("fused ops appear after differentiation: " + node);
        }
        if (!op.isDifferentiable()) {
            throw new DifferentiationException("expected a differentiable op but got " + op.name()
                    + (node.scope().isEmpty() ? "" : " at layer " + node.scope())
                    + "; train with another activation, or only predict with it");
        }
        List<Optional<Value>> perInput = new ArrayList<>();
        for (int i = 0; i < node.inputs().size(); i++) {
            boolean needed = wanted.contains(node.input(i).node());
            perInput.add(needed ? elementwise(node, op, i, perOutput.get(0).orElseThrow()) : Optional.empty());
        }
        return perInput;
    }

    /** upstream * dy/dx_i as one expression of those of x.., y, upstream that it mentions, summed over what was broadcast. */
    private static Optional<Value> elementwise(Node node, ElementwiseOp op, int input, Value up) {
        int arity = node.inputs().size();
        List<Expr> x = IntStream.range(0, arity).mapToObj(Expr::variable).toList();
        Expr derivative = op.derivative(input, x, Expr.variable(arity));
        if (derivative instanceof Expr.Constant c && c.value() == 0) {
            return Optional.empty();
        }
        Expr factor = up.isConstant(1) ? Numbers.ONE : Expr.variable(arity + 1);
        Program whole = Program.of(arity + 2, derivative.times(factor));
        List<Value> all = new ArrayList<>(node.inputs());
        all.add(node.output());
        all.add(up);
        List<Integer> used = whole.usedInputs();
        Program.Builder builder = new Program.Builder(used.size());
        List<Integer> arguments = IntStream.range(0, arity + 2)
                .map(i -> Math.max(0, used.indexOf(i)))
                .boxed()
                .toList();
        Program program = builder.build(builder.inline(whole, arguments));
        Value gradient = program.instructions().isEmpty()
                ? all.get(used.get(0))
                : Node.of(
                                new Expression("d_" + op.name(), program),
                                used.stream().map(all::get).toList(),
                                node.scope())
                        .output();
        return Optional.of(Broadcasting.sumTo(gradient, node.input(input).shape()));
    }

    private void accumulate(Value value, Value gradient) {
        upstream.merge(value, gradient, Value::plus);
    }
}
