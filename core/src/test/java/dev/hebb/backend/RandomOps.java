package dev.hebb.backend;

import dev.hebb.expr.Expr;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.ArgMax;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.GatherRows;
import dev.hebb.graph.op.LogSoftmax;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.OneHot;
import dev.hebb.graph.op.Pad;
import dev.hebb.graph.op.Relu;
import dev.hebb.graph.op.ScatterAddRows;
import dev.hebb.graph.op.Sigmoid;
import dev.hebb.graph.op.Softmax;
import dev.hebb.graph.op.Softplus;
import dev.hebb.graph.op.Sum;
import dev.hebb.graph.op.Tanh;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Applies random ops to values of a random graph. Those that jump or have a kink are applied to values that every precision computes exactly, so that rounding
 * never decides which side of the jump is taken.
 */
final class RandomOps {
    private final Random random;
    private final RandomValues values;
    private final Value index;
    private final int rows;
    private final RandomLayers layers;

    /** @param index row numbers below {@code rows} */
    RandomOps(Random random, RandomValues values, Value index, int rows, RandomLayers layers) {
        this.random = random;
        this.values = values;
        this.index = index;
        this.rows = rows;
        this.layers = layers;
    }

    void add() {
        switch (random.nextInt(8)) {
            case 0, 1 -> unary(values.any());
            case 2 -> binary(values.any());
            case 3 -> movement(values.any());
            case 4 -> reduction(values.any());
            case 5, 6 -> layers.add(values.any());
            default -> composite(values.any());
        }
    }

    private void unary(Value x) {
        double b = values.bound(x);
        switch (random.nextInt(10)) {
            case 0 -> values.keep(x.negated(), values.isExact(x), b);
            case 1 -> values.keep(Value.of(new Tanh(), x).exp(), false, 3);
            case 2 -> values.keep(x.square().plus(1).log(), false, Math.log(b * b + 1));
            case 3 -> values.keep(x.square().plus(0.5).sqrt(), false, b + 1);
            case 4 -> values.keep(Value.of(new Sigmoid(), x), false, 1);
            case 5 -> values.keep(Value.of(new Softplus(), x), false, b + 1);
            case 6 -> values.keep(x.square().plus(1).rsqrt(), false, 1);
            case 7 -> values.keep(x.map("wave", v -> v.sin().times(v.cos()).plus(Expr.constant(0.25))), false, 2);
            case 8 -> values.keep(values.isExact(x) ? Value.of(new Relu(), x) : x.times(0.5), values.isExact(x), b);
            default -> values.keep(values.isExact(x) ? x.absolute() : x.plus(1), values.isExact(x), b + 1);
        }
    }

    private void binary(Value x) {
        Value y = values.pick(value -> broadcasts(x.shape(), value.shape()), x);
        double b = Math.max(values.bound(x), values.bound(y));
        boolean areExact = values.isExact(x) && values.isExact(y);
        switch (random.nextInt(areExact ? 9 : 5)) {
            case 0 -> values.keep(x.plus(y), false, 2 * b);
            case 1 -> values.keep(x.minus(y), false, 2 * b);
            case 2 -> values.keep(x.times(y), false, b * b);
            case 3 -> values.keep(x.over(y.square().plus(1)), false, b);
            case 4 -> values.keep(x.square().plus(1).pow(Value.of(new Tanh(), y)), false, b * b + 1);
            case 5 -> values.keep(x.max(y), true, b);
            case 6 -> values.keep(x.min(y), true, b);
            case 7 -> values.keep(x.lessThan(y).choose(x, y.negated()), true, b);
            default -> values.keep(x.atLeast(y).times(y.notEqualTo(x)), true, 1);
        }
    }

    private static boolean broadcasts(Shape a, Shape b) {
        return a.broadcastsTo(b) || b.broadcastsTo(a);
    }

    private void movement(Value x) {
        Shape shape = x.shape();
        int axis = shape.isScalar() ? 0 : random.nextInt(shape.rank());
        boolean isExact = values.isExact(x);
        double b = values.bound(x);
        if (shape.isScalar() || shape.rank() < 4 && random.nextInt(6) == 0) {
            long[] dims = LongStream.concat(
                            LongStream.of(2), Arrays.stream(shape.dims()).map(dim -> dim == 1 ? 3 : dim))
                    .toArray();
            Shape target = Shape.of(dims);
            values.keep(Value.of(new BroadcastTo(target), x), isExact, b);
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                List<Integer> axes =
                        new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
                Collections.shuffle(axes, random);
                values.keep(x.transpose(axes.toArray(new Integer[0])), isExact, b);
            }
            case 1 -> values.keep(random.nextBoolean() ? x.reshape(-1) : x.reshape(1, -1), isExact, b);
            case 2 -> {
                long from = random.nextInt((int) shape.dim(axis));
                values.keep(x.slice(axis, from, from + 1 + random.nextInt((int) (shape.dim(axis) - from))), isExact, b);
            }
            case 3 -> values.keep(Value.of(new Pad(axis, random.nextInt(3), random.nextInt(3)), x), isExact, b);
            default -> {
                Value y = values.pick(value -> value.shape().equals(shape), x);
                values.keep(
                        Value.of(new Concatenate(axis), x, y, x),
                        isExact && values.isExact(y),
                        Math.max(b, values.bound(y)));
            }
        }
    }

    private void reduction(Value x) {
        List<Integer> axes = IntStream.range(0, x.shape().rank())
                .filter(axis -> random.nextBoolean())
                .boxed()
                .toList();
        boolean keepDims = random.nextBoolean();
        double b = values.bound(x);
        if (values.isExact(x) && random.nextBoolean()) {
            values.keep(Value.of(new Max(axes, keepDims), x), true, b);
        } else if (values.isExact(x) && !x.shape().isScalar()) {
            Value place = Value.of(new ArgMax(random.nextInt(x.shape().rank())), x);
            values.keep(random.nextBoolean() ? place.toFloat() : Value.of(new OneHot(4), place), true, 7);
        } else {
            Value sum = Value.of(new Sum(axes, keepDims), x);
            values.keep(sum.times((double) sum.shape().size() / x.shape().size()), false, b);
        }
    }

    private void composite(Value x) {
        Shape shape = x.shape();
        double b = values.bound(x);
        if (shape.rank() >= 2 && random.nextInt(3) > 0) {
            product(x);
        } else if (!shape.isScalar() && random.nextBoolean()) {
            int axis = random.nextInt(shape.rank());
            values.keep(Value.of(random.nextBoolean() ? new Softmax(axis) : new LogSoftmax(axis), x), false, 2 * b + 3);
        } else if (!shape.isScalar() && shape.dim(0) == index.shape().dim(0)) {
            values.keep(Value.of(new ScatterAddRows(rows), index, x), false, 5 * b);
        } else if (!shape.isScalar()) {
            Value table = Value.of(new Pad(0, 0, rows), x);
            values.keep(Value.of(new GatherRows(), table, index), values.isExact(x), b);
        } else {
            values.keep(x.times(x), false, b * b);
        }
    }

    private void product(Value x) {
        Shape shape = x.shape();
        boolean ta = random.nextBoolean();
        boolean tb = random.nextBoolean();
        long inner = shape.dim(ta ? -2 : -1);
        long columns = values.extent();
        Shape matrix = tb ? Shape.of(columns, inner) : Shape.of(inner, columns);
        Shape batched = random.nextBoolean() ? matrix : batched(shape, matrix);
        Value y = values.pick(value -> value.shape().equals(batched), null);
        if (y == null) {
            Value seed = values.any();
            y = Value.of(
                            new BroadcastTo(batched),
                            Value.of(new Sum(List.of(), false), seed)
                                    .times(1.0 / seed.shape().size()))
                    .plus(Value.of(new BroadcastTo(Shape.of(batched.dim(-2), 1)), Value.constant(0.5)));
        }
        Value c = random.nextBoolean() || batched.rank() != shape.rank()
                ? Value.of(new MatrixProduct(ta, tb), x, y)
                : Value.of(new MatrixProduct(!tb, !ta), y, x);
        values.keep(c.times(1.0 / inner), false, values.bound(x) * 10);
    }

    private static Shape batched(Shape like, Shape matrix) {
        long[] dims = like.dims();
        dims[dims.length - 2] = matrix.dim(0);
        dims[dims.length - 1] = matrix.dim(1);
        return Shape.of(dims);
    }
}
