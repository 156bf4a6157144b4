package dev.hebb.compile;

import dev.hebb.graph.ElementwiseOp;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Node;
import dev.hebb.graph.Op;
import dev.hebb.graph.Rewrite;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.BinaryCrossEntropy;
import dev.hebb.graph.op.BinaryCrossEntropyFromLogits;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.CategoricalCrossEntropy;
import dev.hebb.graph.op.CategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.Identity;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Multiply;
import dev.hebb.graph.op.Reshape;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.SparseCategoricalCrossEntropy;
import dev.hebb.graph.op.SparseCategoricalCrossEntropyFromLogits;
import dev.hebb.graph.op.Transpose;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a graph into the form that later passes expect: probabilities followed by cross-entropy become the stable op on logits, transposes move into
 * products, broadcasts into elementwise ops, and what does nothing goes.
 *
 * <p>Runs before differentiation too, so that a softmax never divides what the loss takes the logarithm of.
 */
public final class Canonicalize {
    private Canonicalize() {}

    public static Graph of(Graph graph) {
        return Rewrite.of(graph, Canonicalize::rewrite);
    }

    public static List<Value> of(List<Value> values) {
        return Rewrite.of(values, Canonicalize::rewrite);
    }

    private static List<Value> rewrite(Node node, List<Value> inputs) {
        Op op = node.op();
        if (op instanceof Identity
                || op instanceof Reshape
                        && node.output().shape().equals(inputs.get(0).shape())) {
            return inputs;
        } else if (op instanceof Reshape && inputs.get(0).node().op() instanceof Reshape) {
            return again(node, op, List.of(inputs.get(0).node().input(0)));
        } else if (op instanceof Multiply
                && isOne(inputs.get(1))
                && inputs.get(0).shape().equals(node.output().shape())) {
            return List.of(inputs.get(0));
        } else if (op instanceof Multiply
                && isOne(inputs.get(0))
                && inputs.get(1).shape().equals(node.output().shape())) {
            return List.of(inputs.get(1));
        } else if (op instanceof MatrixProduct product) {
            return product(node, product, inputs);
        } else if (op instanceof ElementwiseOp) {
            return again(node, op, withoutBroadcasts(inputs, node.output().shape()));
        }
        return crossEntropy(node, inputs);
    }

    private static List<Value> again(Node node, Op op, List<Value> inputs) {
        return op == node.op()
                ? Rewrite.same(node, inputs)
                : Node.of(op, inputs, node.scope()).outputs();
    }

    private static boolean isOne(Value value) {
        return value.isConstant(1);
    }

    private static List<Value> crossEntropy(Node node, List<Value> inputs) {
        if (inputs.isEmpty()) {
            return node.outputs();
        }
        Node prediction = inputs.get(0).node();
        boolean lastAxis = prediction.op() instanceof Softmax softmax
                && inputs.get(0).shape().axis(softmax.axis())
                        == inputs.get(0).shape().rank() - 1;
        Op onLogits = node.op();
        if (node.op() instanceof CategoricalCrossEntropy && lastAxis) {
            onLogits = new CategoricalCrossEntropyFromLogits();
        } else if (node.op() instanceof SparseCategoricalCrossEntropy && lastAxis) {
            onLogits = new SparseCategoricalCrossEntropyFromLogits();
        } else if (node.op() instanceof BinaryCrossEntropy && prediction.op() instanceof Sigmoid) {
            onLogits = new BinaryCrossEntropyFromLogits();
        }
        return onLogits == node.op()
                ? Rewrite.same(node, inputs)
                : again(node, onLogits, List.of(prediction.input(0), inputs.get(1)));
    }

    private static List<Value> product(Node node, MatrixProduct product, List<Value> inputs) {
        boolean left = swapsLastTwo(inputs.get(0));
        boolean right = swapsLastTwo(inputs.get(1));
        if (!left && !right) {
            return Rewrite.same(node, inputs);
        }
        Value a = left ? inputs.get(0).node().input(0) : inputs.get(0);
        Value b = right ? inputs.get(1).node().input(0) : inputs.get(1);
        return again(
                node, new MatrixProduct(product.transposeA() != left, product.transposeB() != right), List.of(a, b));
    }

    private static boolean swapsLastTwo(Value value) {
        if (!(value.node().op() instanceof Transpose transpose)) {
            return false;
        }
        List<Integer> axes = transpose.permutation();
        int rank = axes.size();
        Shape shape = value.shape();
        for (int axis = 0; axis < rank - 2; axis++) {
            if (shape.axis(axes.get(axis)) != axis) {
                return false;
            }
        }
        return rank >= 2 && shape.axis(axes.get(rank - 1)) == rank - 2 && shape.axis(axes.get(rank - 2)) == rank - 1;
    }

    /** The inputs read without their broadcasts, as long as they still broadcast to {@code shape} together. */
    private static List<Value> withoutBroadcasts(List<Value> inputs, Shape shape) {
        List<Value> current = new ArrayList<>(inputs);
        for (int i = 0; i < current.size(); i++) {
            if (current.get(i).node().op() instanceof BroadcastTo) {
                Value kept = current.get(i);
                current.set(i, kept.node().input(0));
                Shape together = Shape.SCALAR;
                for (Value input : current) {
                    together = together.broadcast(input.shape());
                }
                if (!together.equals(shape)) {
                    current.set(i, kept);
                }
            }
        }
        return current;
    }
}
