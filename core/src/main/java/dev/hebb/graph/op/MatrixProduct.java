package dev.hebb.graph.op;

import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The matrix product over the last two axes, batched over the axes before them.
 *
 * <p>Formula: {@code c = op(a) op(b)}, where {@code op} transposes the last two axes or does nothing; {@code d op(a) = dc op(b)^T},
 * {@code d op(b) = op(a)^T dc}.
 * <br>Shapes: {@code op(a) [.., m, k], op(b) [.., k, n] -> c [.., m, n]}; the leading axes are equal, or one side has none and serves every product.
 * <br>Errors: {@code ShapeException} for a rank below 2 and extents that do not fit.
 * <br>Cost: {@code 2 m n k} operations per product.
 *
 * @param transposeA whether {@code a} is stored as {@code [.., k, m]}
 * @param transposeB whether {@code b} is stored as {@code [.., n, k]}
 */
public record MatrixProduct(boolean transposeA, boolean transposeB) implements PrimitiveOp {
    @Override
    public List<TensorType> infer(List<TensorType> inputs) {
        Signature.require(this, inputs, Kind.FLOAT, Kind.FLOAT);
        Shape a = inputs.get(0).shape();
        Shape b = inputs.get(1).shape();
        if (a.rank() < 2 || b.rank() < 2) {
            throw Signature.misfit(this, "two inputs of rank 2 or more", inputs);
        }
        long k = a.dim(transposeA ? -2 : -1);
        if (k != b.dim(transposeB ? -1 : -2)) {
            throw Signature.misfit(
                    this,
                    "equal inner extents",
                    a + (transposeA ? "^T" : "") + " times " + b + (transposeB ? "^T" : ""));
        }
        List<Long> leading = leading(a).isEmpty() ? leading(b) : leading(a);
        if (a.rank() > 2 && b.rank() > 2 && !leading(a).equals(leading(b))) {
            throw Signature.misfit(this, "equal leading axes or one side of rank 2", a + " and " + b);
        }
        List<Long> dims = new ArrayList<>(leading);
        dims.add(a.dim(transposeA ? -1 : -2));
        dims.add(b.dim(transposeB ? -2 : -1));
        return List.of(TensorType.ofFloat(Shape.of(dims)));
    }

    private static List<Long> leading(Shape shape) {
        return shape.toList().subList(0, shape.rank() - 2);
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        Value dc = upstream.get(0).orElseThrow();
        Value a = node.input(0);
        Value b = node.input(1);
        Value da = transposeA
                ? Value.of(new MatrixProduct(transposeB, true), b, dc)
                : Value.of(new MatrixProduct(false, !transposeB), dc, b);
        return List.of(Optional.of(sumLeading(da, a)), Optional.of(gradientOfB(a, b, dc)));
    }

    private Value gradientOfB(Value a, Value b, Value dc) {
        boolean oneProduct = b.shape().rank() == 2 && a.shape().rank() > 2 && !transposeA;
        Value rows = oneProduct ? rows(a) : a;
        Value drows = oneProduct ? rows(dc) : dc;
        Value db = transposeB
                ? Value.of(new MatrixProduct(true, transposeA), drows, rows)
                : Value.of(new MatrixProduct(!transposeA, false), rows, drows);
        return sumLeading(db, b);
    }

    /** All matrices below one another: one large product sums over the batch instead of many small ones and a sum. */
    private static Value rows(Value value) {
        return value.reshape(-1, value.shape().dim(-1));
    }

    private static Value sumLeading(Value gradient, Value input) {
        int added = gradient.shape().rank() - input.shape().rank();
        return added == 0
                ? gradient
                : Value.of(new Sum(IntStream.range(0, added).boxed().toList(), false), gradient);
    }
}
