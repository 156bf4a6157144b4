package dev.hebb.backend;

import dev.hebb.autodiff.Gradients;
import dev.hebb.expr.Expr;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.ArgMax;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.DropoutMask;
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
import dev.hebb.graph.op.State;
import dev.hebb.graph.op.Sum;
import dev.hebb.graph.op.Tanh;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A step of random ops on random shapes, with outputs, gradients and updates. Ops that jump or have a kink are applied to values that every precision
 * computes exactly, so that rounding never decides which side of the jump is taken.
 */
final class RandomGraph {
    private static final long[] EXTENTS = {1, 2, 3, 5, 7};
    private static final int ROWS = 6;

    private final Random random;
    private final List<Value> values = new ArrayList<>();
    private final Set<Value> exact = new HashSet<>();
    private final Map<Value, Double> bounds = new LinkedHashMap<>();
    private final Map<String, double[]> feeds = new LinkedHashMap<>();
    private final List<Value> states = new ArrayList<>();
    private int stateElements;
    private Value index;

    RandomGraph(long seed) {
        this.random = new Random(seed);
    }

    Map<String, double[]> feeds() {
        return feeds;
    }

    double[] initialState() {
        return draw(stateElements);
    }

    /** One or two stages; the second reads the states that the first has updated. */
    List<Graph> build() {
        leaves();
        int ops = 5 + random.nextInt(26);
        for (int i = 0; i < ops; i++) {
            add();
        }
        Graph first = stage("");
        return random.nextBoolean() ? List.of(first) : List.of(first, secondStage());
    }

    private Graph secondStage() {
        values.clear();
        values.addAll(states);
        for (int i = 0; i < 5; i++) {
            add();
        }
        return stage("second ");
    }

    private Graph stage(String prefix) {
        Map<String, Value> outputs = new LinkedHashMap<>();
        List<Value> results = new ArrayList<>(values);
        Collections.shuffle(results, random);
        for (Value value : results.subList(0, Math.min(4, results.size()))) {
            outputs.put(prefix + "out" + outputs.size(), value);
        }
        Value loss = Value.constant(0);
        for (Value value : results.subList(0, Math.min(3, results.size()))) {
            loss = loss.plus(value.times(value).mean());
        }
        List<Value> wrt = new ArrayList<>(states);
        wrt.add(values.get(0));
        List<Value> gradients = Gradients.of(loss, wrt);
        for (Value gradient : gradients) {
            outputs.put(prefix + "gradient" + outputs.size(), gradient);
        }
        return new Graph(outputs, updates(gradients));
    }

    private List<Update> updates(List<Value> gradients) {
        List<Update> updates = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            Value state = states.get(i);
            Value other = pick(value -> value.shape().equals(state.shape()) && value != state, state);
            Value decayed = state.times(0.9)
                    .minus(gradients.get(i).map("tame", Expr::tanh).times(0.1));
            switch (random.nextInt(4)) {
                case 0 -> {}
                case 1 -> updates.add(new Update(state, bound(other) < 50 ? other : decayed));
                default -> updates.add(new Update(state, decayed));
            }
        }
        return updates;
    }

    private void leaves() {
        for (int i = 0; i < 3; i++) {
            Shape shape = shape();
            Value input = Value.input("x" + i, TensorType.ofFloat(shape));
            feeds.put("x" + i, draw((int) shape.size()));
            keep(input, true, 3);
        }
        Shape shared = shape();
        for (int i = 0; i < 3; i++) {
            Shape shape = i < 2 ? shared : shape();
            Value state = Value.of(new State("parameters", stateElements, TensorType.ofFloat(shape), "state" + i));
            stateElements += (int) shape.size() + random.nextInt(3);
            states.add(state);
            keep(state, false, 3);
        }
        index = Value.input("index", TensorType.ofInt(5));
        feeds.put("index", random.ints(5, 0, ROWS).asDoubleStream().toArray());
        Value counter = Value.input("random", TensorType.ofInt(4));
        feeds.put(
                "random", new double[] {random.nextInt(), random.nextInt(), random.nextInt(100), random.nextInt(100)});
        keep(Value.of(new DropoutMask(0.25, random.nextInt(4), shape().broadcast(Shape.of(1))), counter), false, 2);
    }

    private Shape shape() {
        return Shape.of(IntStream.range(0, random.nextInt(4))
                .mapToLong(i -> EXTENTS[random.nextInt(EXTENTS.length)])
                .toArray());
    }

    private double[] draw(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> (float) (random.nextDouble() * 6 - 3))
                .toArray();
    }

    private void keep(Value value, boolean isExact, double bound) {
        Value kept = bound > 50 ? Value.of(new Tanh(), value) : value;
        values.add(kept);
        bounds.put(kept, Math.min(bound, 50));
        if (isExact && kept == value) {
            exact.add(kept);
        }
    }

    private double bound(Value value) {
        return bounds.getOrDefault(value, 50.0);
    }

    private Value pick(Predicate<Value> which, Value otherwise) {
        List<Value> fitting = values.stream().filter(which).toList();
        return fitting.isEmpty() ? otherwise : fitting.get(random.nextInt(fitting.size()));
    }

    private Value any() {
        return values.get(random.nextInt(values.size()));
    }

    private void add() {
        switch (random.nextInt(6)) {
            case 0, 1 -> unary(any());
            case 2 -> binary(any());
            case 3 -> movement(any());
            case 4 -> reduction(any());
            default -> composite(any());
        }
    }

    private void unary(Value x) {
        double b = bound(x);
        switch (random.nextInt(10)) {
            case 0 -> keep(x.negated(), exact.contains(x), b);
            case 1 -> keep(Value.of(new Tanh(), x).exp(), false, 3);
            case 2 -> keep(x.square().plus(1).log(), false, Math.log(b * b + 1));
            case 3 -> keep(x.square().plus(0.5).sqrt(), false, b + 1);
            case 4 -> keep(Value.of(new Sigmoid(), x), false, 1);
            case 5 -> keep(Value.of(new Softplus(), x), false, b + 1);
            case 6 -> keep(x.square().plus(1).rsqrt(), false, 1);
            case 7 -> keep(x.map("wave", v -> v.sin().times(v.cos()).plus(Expr.constant(0.25))), false, 2);
            case 8 -> keep(exact.contains(x) ? Value.of(new Relu(), x) : x.times(0.5), exact.contains(x), b);
            default -> keep(exact.contains(x) ? x.absolute() : x.plus(1), exact.contains(x), b + 1);
        }
    }

    private void binary(Value x) {
        Value y = pick(value -> broadcasts(x.shape(), value.shape()), x);
        double b = Math.max(bound(x), bound(y));
        boolean areExact = exact.contains(x) && exact.contains(y);
        switch (random.nextInt(areExact ? 9 : 5)) {
            case 0 -> keep(x.plus(y), false, 2 * b);
            case 1 -> keep(x.minus(y), false, 2 * b);
            case 2 -> keep(x.times(y), false, b * b);
            case 3 -> keep(x.over(y.square().plus(1)), false, b);
            case 4 -> keep(x.square().plus(1).pow(Value.of(new Tanh(), y)), false, b * b + 1);
            case 5 -> keep(x.max(y), true, b);
            case 6 -> keep(x.min(y), true, b);
            case 7 -> keep(x.lessThan(y).choose(x, y.negated()), true, b);
            default -> keep(x.atLeast(y).times(y.notEqualTo(x)), true, 1);
        }
    }

    private static boolean broadcasts(Shape a, Shape b) {
        return a.broadcastsTo(b) || b.broadcastsTo(a);
    }

    private void movement(Value x) {
        Shape shape = x.shape();
        int axis = shape.isScalar() ? 0 : random.nextInt(shape.rank());
        boolean isExact = exact.contains(x);
        double b = bound(x);
        if (shape.isScalar() || shape.rank() < 4 && random.nextInt(6) == 0) {
            long[] dims = LongStream.concat(
                            LongStream.of(2), Arrays.stream(shape.dims()).map(dim -> dim == 1 ? 3 : dim))
                    .toArray();
            Shape target = Shape.of(dims);
            keep(Value.of(new BroadcastTo(target), x), isExact, b);
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                List<Integer> axes =
                        new ArrayList<>(IntStream.range(0, shape.rank()).boxed().toList());
                Collections.shuffle(axes, random);
                keep(x.transpose(axes.toArray(new Integer[0])), isExact, b);
            }
            case 1 -> keep(random.nextBoolean() ? x.reshape(-1) : x.reshape(1, -1), isExact, b);
            case 2 -> {
                long from = random.nextInt((int) shape.dim(axis));
                keep(x.slice(axis, from, from + 1 + random.nextInt((int) (shape.dim(axis) - from))), isExact, b);
            }
            case 3 -> keep(Value.of(new Pad(axis, random.nextInt(3), random.nextInt(3)), x), isExact, b);
            default -> {
                Value y = pick(value -> value.shape().equals(shape), x);
                keep(Value.of(new Concatenate(axis), x, y, x), isExact && exact.contains(y), Math.max(b, bound(y)));
            }
        }
    }

    private void reduction(Value x) {
        List<Integer> axes = IntStream.range(0, x.shape().rank())
                .filter(axis -> random.nextBoolean())
                .boxed()
                .toList();
        boolean keepDims = random.nextBoolean();
        double b = bound(x);
        if (exact.contains(x) && random.nextBoolean()) {
            keep(Value.of(new Max(axes, keepDims), x), true, b);
        } else if (exact.contains(x) && !x.shape().isScalar()) {
            Value place = Value.of(new ArgMax(random.nextInt(x.shape().rank())), x);
            keep(random.nextBoolean() ? place.toFloat() : Value.of(new OneHot(4), place), true, 7);
        } else {
            Value sum = Value.of(new Sum(axes, keepDims), x);
            keep(sum.times((double) sum.shape().size() / x.shape().size()), false, b);
        }
    }

    private void composite(Value x) {
        Shape shape = x.shape();
        double b = bound(x);
        if (shape.rank() >= 2 && random.nextInt(3) > 0) {
            product(x);
        } else if (!shape.isScalar() && random.nextBoolean()) {
            int axis = random.nextInt(shape.rank());
            keep(Value.of(random.nextBoolean() ? new Softmax(axis) : new LogSoftmax(axis), x), false, 2 * b + 3);
        } else if (!shape.isScalar() && shape.dim(0) == index.shape().dim(0)) {
            keep(Value.of(new ScatterAddRows(ROWS), index, x), false, 5 * b);
        } else if (!shape.isScalar()) {
            Value table = Value.of(new Pad(0, 0, ROWS), x);
            keep(Value.of(new GatherRows(), table, index), exact.contains(x), b);
        } else {
            keep(x.times(x), false, b * b);
        }
    }

    private void product(Value x) {
        Shape shape = x.shape();
        boolean ta = random.nextBoolean();
        boolean tb = random.nextBoolean();
        long inner = shape.dim(ta ? -2 : -1);
        long columns = EXTENTS[random.nextInt(EXTENTS.length)];
        Shape matrix = tb ? Shape.of(columns, inner) : Shape.of(inner, columns);
        Shape batched = random.nextBoolean() ? matrix : batched(shape, matrix);
        Value y = pick(value -> value.shape().equals(batched), null);
        if (y == null) {
            Value seed = any();
            y = Value.of(
                            new BroadcastTo(batched),
                            Value.of(new Sum(List.of(), false), seed)
                                    .times(1.0 / seed.shape().size()))
                    .plus(Value.of(new BroadcastTo(Shape.of(batched.dim(-2), 1)), Value.constant(0.5)));
        }
        Value c = random.nextBoolean() || batched.rank() != shape.rank()
                ? Value.of(new MatrixProduct(ta, tb), x, y)
                : Value.of(new MatrixProduct(!tb, !ta), y, x);
        keep(c.times(1.0 / inner), false, bound(x) * 10);
    }

    private static Shape batched(Shape like, Shape matrix) {
        long[] dims = like.dims();
        dims[dims.length - 2] = matrix.dim(0);
        dims[dims.length - 1] = matrix.dim(1);
        return Shape.of(dims);
    }
}
