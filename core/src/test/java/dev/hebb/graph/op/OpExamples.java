package dev.hebb.graph.op;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Numbers;
import dev.hebb.expr.Program;
import dev.hebb.graph.Op;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Examples of every op, with what they must give, computed without the engine. A new op needs an entry here; {@link OpContractTest} fails without one.
 *
 * <p>Three ways to say what is right: a formula per element, a formula per row or along an axis, and numbers worked out by hand.
 */
final class OpExamples {
    /** What the output must be. */
    @FunctionalInterface
    interface Reference {
        double[] expected(List<double[]> inputs);
    }

    /** Draws the inputs; called again while {@link Example#kink} is too near. */
    @FunctionalInterface
    interface Draw {
        List<double[]> inputs(Random random);
    }

    /**
     * An op, what it is applied to and what it must give.
     *
     * @param draw the inputs
     * @param kink how far a tuple of elements is from where the derivative jumps; only for elementwise ops
     * @param reference empty where only shapes and gradients are checked, after other examples have settled the values
     * @param smooth whether central differences apply at these inputs
     */
    record Example(
            Op op,
            List<TensorType> inputs,
            TensorType output,
            Draw draw,
            ToDoubleFunction<double[]> kink,
            Optional<Reference> reference,
            boolean smooth) {
        @Override
        public String toString() {
            return op + " of " + inputs;
        }
    }

    /** A formula per element, for {@link OpContractTest} to try at special numbers too. */
    record Scalar(Op op, int arity, ToDoubleFunction<double[]> formula) {}

    private final Map<Class<? extends Op>, List<Example>> examples = new LinkedHashMap<>();
    private final List<Scalar> scalars = new ArrayList<>();

    OpExamples() {
        leaves();
        arithmetic();
        functions();
        activations();
        products();
        reductions();
        movements();
        rows();
        random();
        distributions();
        elementLosses();
        classLosses();
    }

    Map<Class<? extends Op>, List<Example>> byOp() {
        return examples;
    }

    List<Scalar> scalars() {
        return scalars;
    }

    // ---- what is right, element by element ----

    private void leaves() {
        add(new Input("x", f(2, 3)), List.of(), f(2, 3), List.of());
        add(new State("parameters", 4, f(2), "kernel"), List.of(), f(2), List.of());
        elementwise(new Constant(2.5), 0, -1, 1, OpExamples::smooth, x -> 2.5);
    }

    private void arithmetic() {
        elementwise(new Add(), 2, -3, 3, OpExamples::smooth, x -> x[0] + x[1]);
        elementwise(new Subtract(), 2, -3, 3, OpExamples::smooth, x -> x[0] - x[1]);
        elementwise(new Multiply(), 2, -3, 3, OpExamples::smooth, x -> x[0] * x[1]);
        elementwise(new Divide(), 2, 0.5, 3, OpExamples::smooth, x -> x[0] / x[1]);
        elementwise(new Power(), 2, 0.5, 3, OpExamples::smooth, OpExamples::power);
        elementwise(new Minimum(), 2, -3, 3, OpExamples::fromTie, x -> Math.min(x[0], x[1]));
        elementwise(new Maximum(), 2, -3, 3, OpExamples::fromTie, x -> Math.max(x[0], x[1]));
        elementwise(new Less(), 2, -3, 3, OpExamples::fromTie, x -> x[0] < x[1] ? 1 : 0);
        elementwise(new LessEqual(), 2, -3, 3, OpExamples::fromTie, x -> x[0] <= x[1] ? 1 : 0);
        elementwise(new Greater(), 2, -3, 3, OpExamples::fromTie, x -> x[0] > x[1] ? 1 : 0);
        elementwise(new GreaterEqual(), 2, -3, 3, OpExamples::fromTie, x -> x[0] >= x[1] ? 1 : 0);
        elementwise(new Equal(), 2, -3, 3, OpExamples::fromTie, x -> x[0] == x[1] ? 1 : 0);
        elementwise(new NotEqual(), 2, -3, 3, OpExamples::fromTie, x -> x[0] != x[1] ? 1 : 0);
        elementwise(new Where(), 3, -3, 3, OpExamples::fromZero, x -> x[0] != 0 ? x[1] : x[2]);
    }

    /** As in C; Java's own power of 1 depends on whether it is compiled. */
    private static double power(double[] x) {
        return x[0] == 1 || x[0] == -1 && Double.isInfinite(x[1]) ? 1 : Math.pow(x[0], x[1]);
    }

    private void functions() {
        elementwise(new Negate(), 1, -3, 3, OpExamples::smooth, x -> -x[0]);
        elementwise(new Absolute(), 1, -3, 3, OpExamples::fromZero, x -> Math.abs(x[0]));
        elementwise(new Exponential(), 1, -3, 3, OpExamples::smooth, x -> Math.exp(x[0]));
        elementwise(new Logarithm(), 1, 0.5, 3, OpExamples::smooth, x -> Math.log(x[0]));
        elementwise(new SquareRoot(), 1, 0.5, 3, OpExamples::smooth, x -> Math.sqrt(x[0]));
        elementwise(new ReciprocalSquareRoot(), 1, 0.5, 3, OpExamples::smooth, x -> 1 / Math.sqrt(x[0]));
        elementwise(new Square(), 1, -3, 3, OpExamples::smooth, x -> x[0] * x[0]);
        elementwise(new Sign(), 1, -3, 3, OpExamples::fromZero, x -> Math.signum(x[0]));
        Expr product = Expr.variable(0).times(Expr.variable(1).sin());
        elementwise(
                new Expression("wave", Program.of(2, product)),
                2,
                -3,
                3,
                OpExamples::smooth,
                x -> x[0] * Math.sin(x[1]));
        Expr kinked = Expr.choose(
                Expr.variable(0).lessThan(Numbers.ONE),
                Expr.variable(0).cos(),
                Expr.variable(0).square());
        elementwise(
                new Expression("kinked", Program.of(1, kinked)),
                1,
                -3,
                3,
                x -> Math.abs(x[0] - 1),
                x -> x[0] < 1 ? Math.cos(x[0]) : x[0] * x[0]);
    }

    private void activations() {
        elementwise(new Identity(), 1, -3, 3, OpExamples::smooth, x -> x[0]);
        elementwise(
                new BinaryStep(0), 1, -3, 3, OpExamples::fromZero, x -> Double.isNaN(x[0]) ? x[0] : x[0] > 0 ? 1 : 0);
        elementwise(
                new BinaryStep(1), 1, -3, 3, OpExamples::fromZero, x -> Double.isNaN(x[0]) ? x[0] : x[0] >= 0 ? 1 : 0);
        elementwise(new Relu(), 1, -3, 3, OpExamples::fromZero, x -> Double.isNaN(x[0]) ? x[0] : x[0] > 0 ? x[0] : 0);
        for (double slope : new double[] {0, 0.3, -0.5, 2}) {
            elementwise(new LeakyRelu(slope), 1, -3, 3, OpExamples::fromZero, x -> x[0] > 0 ? x[0] : slope * x[0]);
        }
        elementwise(
                new Sigmoid(),
                1,
                -6,
                6,
                OpExamples::smooth,
                x -> x[0] < 0 ? Math.exp(x[0]) / (1 + Math.exp(x[0])) : 1 / (1 + Math.exp(-x[0])));
        elementwise(new Tanh(), 1, -3, 3, OpExamples::smooth, x -> Math.tanh(x[0]));
        elementwise(new Gelu(), 1, -6, 6, OpExamples::smooth, x -> x[0] * normal(x[0]));
        elementwise(new Softplus(), 1, -6, 6, OpExamples::smooth, x -> x[0] > 30 ? x[0] : Math.log1p(Math.exp(x[0])));
    }

    /** The normal distribution by Simpson's rule, from so far down that nothing is left there. */
    private static double normal(double x) {
        double from = -9;
        if (Math.abs(x) > -from) {
            return x > 0 ? 1 : 0;
        }
        int steps = 4000;
        double width = (x - from) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double at = from + i * width;
            sum += (i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4) * Math.exp(-at * at / 2);
        }
        return sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    // ---- products, reductions, movements ----

    private void products() {
        MatrixProduct plain = new MatrixProduct(false, false);
        double[] a = {1, 2, 3, 4, 5, 6};
        double[] b = {7, 8, 9, 10, 11, 12};
        add(plain, List.of(f(2, 3), f(3, 2)), f(2, 2), List.of(a, b), 58, 64, 139, 154);
        add(new MatrixProduct(true, false), List.of(f(3, 2), f(3, 2)), f(2, 2), List.of(a, b), 89, 98, 116, 128);
        add(new MatrixProduct(false, true), List.of(f(2, 3), f(2, 3)), f(2, 2), List.of(a, b), 50, 68, 122, 167);
        add(new MatrixProduct(true, true), List.of(f(3, 2), f(2, 3)), f(2, 2), List.of(a, b), 76, 103, 100, 136);
        add(plain, List.of(f(2, 1, 3), f(2, 3, 1)), f(2, 1, 1), List.of(a, b), 50, 167);
        add(plain, List.of(f(1, 1, 1), f(1, 1)), f(1, 1, 1), List.of(new double[] {3}, new double[] {5}), 15);
        for (boolean transposeA : new boolean[] {false, true}) {
            for (boolean transposeB : new boolean[] {false, true}) {
                MatrixProduct op = new MatrixProduct(transposeA, transposeB);
                for (long[] batch : new long[][] {{}, {1}, {3}, {2, 3}}) {
                    Shape left = matrix(batch, transposeA ? 7 : 5, transposeA ? 5 : 7);
                    Shape right = matrix(batch, transposeB ? 2 : 7, transposeB ? 7 : 2);
                    Shape result = matrix(batch, 5, 2);
                    shapes(
                            op,
                            List.of(TensorType.ofFloat(left), TensorType.ofFloat(right)),
                            TensorType.ofFloat(result));
                    Shape oneLeft = matrix(new long[0], left.dim(-2), left.dim(-1));
                    Shape oneRight = matrix(new long[0], right.dim(-2), right.dim(-1));
                    shapes(
                            op,
                            List.of(TensorType.ofFloat(oneLeft), TensorType.ofFloat(right)),
                            TensorType.ofFloat(result));
                    shapes(
                            op,
                            List.of(TensorType.ofFloat(left), TensorType.ofFloat(oneRight)),
                            TensorType.ofFloat(result));
                }
            }
        }
    }

    private static Shape matrix(long[] batch, long rows, long columns) {
        long[] dims = Arrays.copyOf(batch, batch.length + 2);
        dims[batch.length] = rows;
        dims[batch.length + 1] = columns;
        return Shape.of(dims);
    }

    private void reductions() {
        List<double[]> x = List.of(new double[] {1, -2, 3, 40, 50, 60});
        add(new Sum(List.of(), false), List.of(f(2, 3)), f(), x, 152);
        add(new Sum(List.of(0), false), List.of(f(2, 3)), f(3), x, 41, 48, 63);
        add(new Sum(List.of(-1), true), List.of(f(2, 3)), f(2, 1), x, 2, 150);
        add(new Sum(List.of(0, 2), false), List.of(f(2, 1, 3)), f(1), x, 152);
        add(new Sum(List.of(1, -3), true), List.of(f(2, 1, 3)), f(1, 1, 3), x, 41, 48, 63);
        add(new Sum(List.of(), true), List.of(f()), f(), List.of(new double[] {7}), 7);
        shapes(new Sum(List.of(0, 2), false), List.of(f(2, 3, 5, 1)), f(3, 1));
        add(new Mean(List.of(), false), List.of(f(2, 3)), f(), x, 152.0 / 6);
        add(new Mean(List.of(0), false), List.of(f(2, 3)), f(3), x, 20.5, 24, 31.5);
        add(new Mean(List.of(-1), true), List.of(f(2, 3)), f(2, 1), x, 2.0 / 3, 50);
        add(new Mean(List.of(1), false), List.of(f(2, 1, 3)), f(2, 3), x, 1, -2, 3, 40, 50, 60);
        shapes(new Mean(List.of(1, -1), false), List.of(f(2, 3, 5, 7)), f(2, 5));
        add(new Max(List.of(), false), List.of(f(2, 3)), f(), x, 60);
        add(new Max(List.of(0), true), List.of(f(2, 3)), f(1, 3), x, 40, 50, 60);
        add(new Max(List.of(-1), false), List.of(f(2, 3)), f(2), x, 3, 60);
        add(new Max(List.of(0, -1), false), List.of(f(2, 1, 3)), f(1), x, 60);
        rough(new Max(List.of(0), false), List.of(f(3)), f(), List.of(new double[] {1, Double.NaN, 2}), Double.NaN);
        add(new ArgMax(-1), List.of(f(2, 3)), i(2), x, 2, 2);
        add(new ArgMax(0), List.of(f(2, 3)), i(3), x, 1, 1, 1);
        add(new ArgMax(1), List.of(f(1, 5)), i(1), List.of(new double[] {1, 4, 2, 4, 4}), 1);
        add(new ArgMax(0), List.of(f(5)), i(), List.of(new double[] {1, 4, Double.NaN, 9, Double.NaN}), 2);
        add(new ArgMax(0), List.of(f(2)), i(), List.of(new double[] {Double.NaN, 9}), 0);
    }

    private void movements() {
        List<double[]> x = List.of(new double[] {1, 2, 3, 4, 5, 6});
        double[] same = {1, 2, 3, 4, 5, 6};
        add(new Reshape(List.of(3L, -1L)), List.of(f(2, 3)), f(3, 2), x, same);
        add(new Reshape(List.of(-1L)), List.of(i(2, 3)), i(6), x, same);
        add(new Reshape(List.of()), List.of(f(1, 1)), f(), List.of(new double[] {4}), 4);
        add(new Transpose(List.of(1, 0)), List.of(f(2, 3)), f(3, 2), x, 1, 4, 2, 5, 3, 6);
        add(new Transpose(List.of(-1, 0, 1)), List.of(f(1, 2, 3)), f(3, 1, 2), x, 1, 4, 2, 5, 3, 6);
        shapes(new Transpose(List.of(2, 0, 3, 1)), List.of(f(2, 3, 5, 1)), f(5, 2, 1, 3));
        add(new BroadcastTo(Shape.of(2, 3)), List.of(f(3)), f(2, 3), List.of(new double[] {1, 2, 3}), 1, 2, 3, 1, 2, 3);
        add(new BroadcastTo(Shape.of(2, 3)), List.of(f(2, 1)), f(2, 3), List.of(new double[] {1, 2}), 1, 1, 1, 2, 2, 2);
        add(new BroadcastTo(Shape.of(3)), List.of(i()), i(3), List.of(new double[] {4}), 4, 4, 4);
        shapes(new BroadcastTo(Shape.of(2, 3, 5)), List.of(f(3, 1)), f(2, 3, 5));
        add(new Slice(1, 1, 3), List.of(f(2, 3)), f(2, 2), x, 2, 3, 5, 6);
        add(new Slice(-2, 1, 2), List.of(f(2, 3)), f(1, 3), x, 4, 5, 6);
        add(new Slice(0, 1, 1), List.of(f(2, 3)), f(0, 3), x);
        add(new Slice(0, 0, 2), List.of(i(3)), i(2), List.of(new double[] {7, 8, 9}), 7, 8);
        add(
                new Pad(0, 1, 2),
                List.of(f(1, 3)),
                f(4, 3),
                List.of(new double[] {1, 2, 3}),
                0,
                0,
                0,
                1,
                2,
                3,
                0,
                0,
                0,
                0,
                0,
                0);
        add(new Pad(-1, 1, 0), List.of(f(2, 2)), f(2, 3), List.of(new double[] {1, 2, 3, 4}), 0, 1, 2, 0, 3, 4);
        List<double[]> parts = List.of(new double[] {1, 2}, new double[] {3, 4, 5, 6});
        add(new Concatenate(1), List.of(f(2, 1), f(2, 2)), f(2, 3), parts, 1, 3, 4, 2, 5, 6);
        add(new Concatenate(-2), List.of(f(1, 2), f(2, 2)), f(3, 2), parts, same);
        add(new Concatenate(0), List.of(i(2), i(4)), i(6), parts, same);
        add(new Concatenate(0), List.of(f(2, 3)), f(2, 3), x, same);
        shapes(new Concatenate(1), List.of(f(2, 3, 5), f(2, 1, 5), f(2, 7, 5)), f(2, 11, 5));
    }

    private void rows() {
        double[] table = {1, 2, 3, 4, 5, 6};
        double[] index = {2, 0, 2};
        add(new GatherRows(), List.of(f(3, 2), i(3)), f(3, 2), List.of(table, index), 5, 6, 1, 2, 5, 6);
        add(new GatherRows(), List.of(f(6), i(1, 3)), f(1, 3), List.of(table, index), 3, 1, 3);
        add(new GatherRows(), List.of(f(3, 2), i()), f(2), List.of(table, new double[] {1}), 3, 4);
        add(new ScatterAddRows(4), List.of(i(3), f(3, 2)), f(4, 2), List.of(index, table), 3, 4, 0, 0, 6, 8, 0, 0);
        add(new ScatterAddRows(3), List.of(i(1, 3), f(1, 3)), f(3), List.of(index, new double[] {1, 2, 4}), 2, 0, 5);
        add(new OneHot(3), List.of(i(3)), f(3, 3), List.of(index), 0, 0, 1, 1, 0, 0, 0, 0, 1);
        add(new OneHot(2), List.of(i(1, 1)), f(1, 1, 2), List.of(new double[] {1}), 0, 1);
        add(new Cast(), List.of(i(2)), f(2), List.of(new double[] {-3, 7}), -3, 7);
        add(new Cast(), List.of(i()), f(), List.of(new double[] {5}), 5);
    }

    private void random() {
        // Worked out from the published words of Philox 4x32-10 for counter 0 and key 0: 6627e8d5, e169c58d, bc57ac4c,
        // 9b00dbd8.
        add(new DropoutMask(0.5, 0, Shape.of(2, 2)), List.of(i(4)), f(2, 2), List.of(new double[4]), 0, 2, 2, 2);
        add(
                new DropoutMask(0.7, 0, Shape.of(4)),
                List.of(i(4)),
                f(4),
                List.of(new double[4]),
                0,
                1 / (1 - 0.7),
                1 / (1 - 0.7),
                0);
    }

    // ---- composites ----

    private void distributions() {
        for (List<TensorType> inputs :
                List.of(List.of(f(3)), List.of(f(2, 1)), List.of(f(5, 7)), List.of(f(2, 3, 5)))) {
            Shape shape = inputs.get(0).shape();
            for (int axis = -shape.rank(); axis < shape.rank(); axis++) {
                int along = shape.axis(axis);
                sampled(
                        new Softmax(axis),
                        inputs,
                        inputs.get(0),
                        -3,
                        3,
                        in -> alongAxis(in.get(0), shape, along, OpExamples::softmax));
                sampled(
                        new LogSoftmax(axis),
                        inputs,
                        inputs.get(0),
                        -3,
                        3,
                        in -> alongAxis(in.get(0), shape, along, x -> logs(softmax(x))));
            }
        }
        List<double[]> large = List.of(new double[] {1000, 1000, -1000});
        add(new Softmax(0), List.of(f(3)), f(3), large, 0.5, 0.5, 0);
        add(new LogSoftmax(0), List.of(f(3)), f(3), large, -Math.log(2), -Math.log(2), -2000 - Math.log(2));
        rough(new Softmax(0), List.of(f(2)), f(2), List.of(new double[] {1, Double.NaN}), Double.NaN, Double.NaN);
        rough(new LogSoftmax(0), List.of(f(2)), f(2), List.of(new double[] {1, Double.NaN}), Double.NaN, Double.NaN);
    }

    private static double[] softmax(double[] x) {
        double sum = Arrays.stream(x).map(Math::exp).sum();
        return Arrays.stream(x).map(v -> Math.exp(v) / sum).toArray();
    }

    private static double[] logs(double[] x) {
        return Arrays.stream(x).map(Math::log).toArray();
    }

    private static double[] alongAxis(double[] x, Shape shape, int axis, UnaryOperator<double[]> formula) {
        int extent = (int) shape.dim(axis);
        int stride = (int) shape.strides()[axis];
        double[] y = new double[x.length];
        for (int start = 0; start < x.length; start++) {
            if (start / stride % extent == 0) {
                int first = start;
                double[] lane = formula.apply(IntStream.range(0, extent)
                        .mapToDouble(k -> x[first + k * stride])
                        .toArray());
                IntStream.range(0, extent).forEach(k -> y[first + k * stride] = lane[k]);
            }
        }
        return y;
    }

    private void elementLosses() {
        elementLoss(new SquaredError(), -2, 2, (p, t) -> sumOf(p, t, (a, b) -> (a - b) * (a - b)));
        elementLoss(new HalfSquaredError(), -2, 2, (p, t) -> sumOf(p, t, (a, b) -> (a - b) * (a - b) / 2));
        elementLoss(new MeanSquaredError(), -2, 2, (p, t) -> sumOf(p, t, (a, b) -> (a - b) * (a - b)) / p.length);
        elementLoss(new MeanAbsoluteError(), -2, 2, (p, t) -> sumOf(p, t, (a, b) -> Math.abs(a - b)) / p.length);
        for (double delta : new double[] {1, 0.3}) {
            ToDoubleFunction<Double> ofError = e -> e <= delta ? e * e / 2 : delta * (e - delta / 2);
            elementLoss(
                    new Huber(delta),
                    -2,
                    2,
                    (p, t) -> sumOf(p, t, (a, b) -> ofError.applyAsDouble(Math.abs(a - b))) / p.length);
        }
        elementLoss(
                new BinaryCrossEntropy(), 0.05, 0.95, (p, t) -> sumOf(p, t, OpExamples::binaryCrossEntropy) / p.length);
        elementLoss(
                new BinaryCrossEntropyFromLogits(),
                -3,
                3,
                (p, t) -> sumOf(p, t, (x, y) -> binaryCrossEntropy(1 / (1 + Math.exp(-x)), y)) / p.length);
        List<double[]> certain = List.of(new double[] {0, 1, 1}, new double[] {0, 1, 0});
        rough(new BinaryCrossEntropy(), List.of(f(3, 1), f(3, 1)), f(3), certain, 0, 0, 100);
        List<double[]> large = List.of(new double[] {-1000, 1000, 1000}, new double[] {0, 1, 0});
        rough(new BinaryCrossEntropyFromLogits(), List.of(f(3, 1), f(3, 1)), f(3), large, 0, 0, 1000);
    }

    private static double binaryCrossEntropy(double p, double t) {
        return -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
    }

    private static double sumOf(double[] p, double[] t, DoubleBinaryOperator formula) {
        return IntStream.range(0, p.length)
                .mapToDouble(k -> formula.applyAsDouble(p[k], t[k]))
                .sum();
    }

    private void elementLoss(Op op, double low, double high, ToDoubleBiFunction<double[], double[]> row) {
        for (TensorType type : List.of(f(1), f(5), f(1, 1), f(7, 1), f(3, 5), f(2, 3, 5))) {
            sampled(
                    op,
                    List.of(type, type),
                    f(type.shape().dim(0)),
                    low,
                    high,
                    in -> perRow(in, type.shape(), type.shape(), row));
        }
        List<double[]> broken = List.of(new double[] {0.5, Double.NaN}, new double[] {1, 1});
        rough(
                op,
                List.of(f(2), f(2)),
                f(2),
                broken,
                row.applyAsDouble(new double[] {0.5}, new double[] {1}),
                Double.NaN);
    }

    private static double[] perRow(
            List<double[]> in, Shape prediction, Shape target, ToDoubleBiFunction<double[], double[]> row) {
        int rows = (int) prediction.dim(0);
        int width = (int) prediction.without(0).size();
        int targetWidth = (int) target.without(0).size();
        return IntStream.range(0, rows)
                .mapToDouble(b -> row.applyAsDouble(
                        Arrays.copyOfRange(in.get(0), b * width, (b + 1) * width),
                        Arrays.copyOfRange(in.get(1), b * targetWidth, (b + 1) * targetWidth)))
                .toArray();
    }

    private void classLosses() {
        ToDoubleBiFunction<double[], double[]> ofProbabilities = (p, t) -> -sumOf(p, t, (a, b) -> b * Math.log(a));
        ToDoubleBiFunction<double[], double[]> ofLogits = (x, t) -> ofProbabilities.applyAsDouble(softmax(x), t);
        classLoss(new CategoricalCrossEntropy(), new SparseCategoricalCrossEntropy(), 0.05, 0.95, ofProbabilities);
        classLoss(
                new CategoricalCrossEntropyFromLogits(),
                new SparseCategoricalCrossEntropyFromLogits(),
                -3,
                3,
                ofLogits);
        double[] certain = {0, 1, 0.5, 0, 1, 0};
        List<double[]> zeros = List.of(certain, new double[] {0, 1, 0, 1, 0, 0});
        rough(new CategoricalCrossEntropy(), List.of(f(2, 3), f(2, 3)), f(2), zeros, 0, 100);
        rough(
                new SparseCategoricalCrossEntropy(),
                List.of(f(2, 3), i(2)),
                f(2),
                List.of(certain, new double[] {1, 0}),
                0,
                100);
        double infinity = Double.NEGATIVE_INFINITY;
        double[] logits = {1000, -1000, infinity, infinity, 0, 0};
        List<double[]> hard = List.of(logits, new double[] {1, 0, 0, 0, 0.5, 0.5});
        rough(new CategoricalCrossEntropyFromLogits(), List.of(f(2, 3), f(2, 3)), f(2), hard, 0, Math.log(2));
        List<double[]> labels = List.of(logits, new double[] {1, 2});
        rough(new SparseCategoricalCrossEntropyFromLogits(), List.of(f(2, 3), i(2)), f(2), labels, 2000, Math.log(2));
    }

    private void classLoss(
            Op soft, Op sparse, double low, double high, ToDoubleBiFunction<double[], double[]> distribution) {
        for (TensorType type : List.of(f(1, 1), f(5, 3), f(1, 7), f(3, 2, 5), f(2, 1, 3, 2))) {
            Shape shape = type.shape();
            int classes = (int) shape.dim(-1);
            TensorType perRow = f(shape.dim(0));
            sampled(
                    soft,
                    List.of(type, type),
                    perRow,
                    low,
                    high,
                    in -> perRow(in, shape, shape, (p, t) -> meanOver(classes, p, t, distribution)));
            TensorType labels = TensorType.ofInt(shape.without(-1));
            sampled(sparse, List.of(type, labels), perRow, low, high, in -> {
                double[] target = new double[in.get(0).length];
                IntStream.range(0, in.get(1).length).forEach(k -> target[k * classes + (int) in.get(1)[k]] = 1);
                return perRow(
                        List.of(in.get(0), target), shape, shape, (p, t) -> meanOver(classes, p, t, distribution));
            });
        }
        rough(
                soft,
                List.of(f(1, 2), f(1, 2)),
                f(1),
                List.of(new double[] {0.5, Double.NaN}, new double[] {0.5, 0.5}),
                Double.NaN);
        rough(
                sparse,
                List.of(f(1, 2), i(1)),
                f(1),
                List.of(new double[] {0.5, Double.NaN}, new double[] {1}),
                Double.NaN);
    }

    private static double meanOver(
            int classes, double[] p, double[] t, ToDoubleBiFunction<double[], double[]> distribution) {
        return IntStream.range(0, p.length / classes)
                .mapToDouble(k -> distribution.applyAsDouble(
                        Arrays.copyOfRange(p, k * classes, (k + 1) * classes),
                        Arrays.copyOfRange(t, k * classes, (k + 1) * classes)))
                .average()
                .orElseThrow();
    }

    // ---- how examples are made ----

    /** How far a tuple is from a kink: nothing is near. */
    private static double smooth(double[] x) {
        return Double.POSITIVE_INFINITY;
    }

    private static double fromZero(double[] x) {
        return Math.abs(x[0]);
    }

    private static double fromTie(double[] x) {
        return Math.abs(x[0] - x[1]);
    }

    private static TensorType f(long... dims) {
        return TensorType.ofFloat(dims);
    }

    private static TensorType i(long... dims) {
        return TensorType.ofInt(dims);
    }

    private void put(Example example) {
        examples.computeIfAbsent(example.op().getClass(), unused -> new ArrayList<>())
                .add(example);
    }

    /** Numbers worked out by hand. */
    private void add(Op op, List<TensorType> inputs, TensorType output, List<double[]> data, double... expected) {
        boolean leaf = op instanceof Input || op instanceof State;
        Optional<Reference> reference = leaf ? Optional.empty() : Optional.of(in -> expected);
        put(new Example(op, inputs, output, random -> data, OpExamples::smooth, reference, true));
    }

    /** Numbers worked out by hand, at inputs where the op has no derivative or none that differences show. */
    private void rough(Op op, List<TensorType> inputs, TensorType output, List<double[]> data, double... expected) {
        put(new Example(op, inputs, output, random -> data, OpExamples::smooth, Optional.of(in -> expected), false));
    }

    /** Shape and gradient only. */
    private void shapes(Op op, List<TensorType> inputs, TensorType output) {
        put(new Example(
                op,
                inputs,
                output,
                random -> sample(inputs, -3, 3, random),
                OpExamples::smooth,
                Optional.empty(),
                true));
    }

    /** A formula for the whole. */
    private void sampled(
            Op op, List<TensorType> inputs, TensorType output, double low, double high, Reference reference) {
        put(new Example(
                op,
                inputs,
                output,
                random -> sample(inputs, low, high, random),
                OpExamples::smooth,
                Optional.of(reference),
                true));
    }

    /** A formula per element, at sizes 1, primes and every way to broadcast. */
    private void elementwise(
            Op op,
            int arity,
            double low,
            double high,
            ToDoubleFunction<double[]> kink,
            ToDoubleFunction<double[]> formula) {
        scalars.add(new Scalar(op, arity, formula));
        for (long[][] dims : ELEMENTWISE_SHAPES.get(arity)) {
            List<TensorType> inputs =
                    Arrays.stream(dims).limit(arity).map(TensorType::ofFloat).toList();
            TensorType output = f(dims[arity]);
            Reference reference = in -> apply(formula, in, inputs, output.shape());
            put(new Example(
                    op,
                    inputs,
                    output,
                    random -> sample(inputs, low, high, random),
                    kink,
                    Optional.of(reference),
                    true));
        }
    }

    /** The shapes of the inputs and, last, of the output. */
    private static final Map<Integer, List<long[][]>> ELEMENTWISE_SHAPES = Map.of(
            0, List.<long[][]>of(new long[][] {{}}),
            1,
                    List.of(new long[][] {{}, {}}, new long[][] {{1}, {1}}, new long[][] {{7}, {7}}, new long[][] {
                        {2, 3, 5}, {2, 3, 5}
                    }),
            2,
                    List.of(
                            new long[][] {{}, {}, {}},
                            new long[][] {{1}, {1}, {1}},
                            new long[][] {{7}, {7}, {7}},
                            new long[][] {{2, 3}, {}, {2, 3}},
                            new long[][] {{}, {5}, {5}},
                            new long[][] {{2, 3}, {3}, {2, 3}},
                            new long[][] {{3, 1}, {1, 5}, {3, 5}},
                            new long[][] {{1}, {2, 1}, {2, 1}},
                            new long[][] {{2, 1, 5}, {3, 1}, {2, 3, 5}}),
            3,
                    List.of(
                            new long[][] {{7}, {7}, {7}, {7}},
                            new long[][] {{}, {3}, {1}, {3}},
                            new long[][] {{2, 1}, {}, {3}, {2, 3}},
                            new long[][] {{5}, {3, 1}, {2, 1, 1}, {2, 3, 5}}));

    /** The tuple of input elements behind each output element: NumPy's broadcasting, on its own. */
    static List<double[]> tuples(List<double[]> in, List<TensorType> types, Shape output) {
        List<double[]> tuples = new ArrayList<>();
        for (int e = 0; e < output.size(); e++) {
            double[] tuple = new double[in.size()];
            for (int i = 0; i < tuple.length; i++) {
                tuple[i] =
                        in.get(i)[offset(e, output.dims(), types.get(i).shape().dims())];
            }
            tuples.add(tuple);
        }
        return tuples;
    }

    private static int offset(int element, long[] output, long[] input) {
        int offset = 0;
        int stride = 1;
        int rest = element;
        for (int i = 1; i <= output.length; i++) {
            int coordinate = (int) (rest % output[output.length - i]);
            rest /= (int) output[output.length - i];
            if (i <= input.length) {
                long extent = input[input.length - i];
                offset += extent == 1 ? 0 : coordinate * stride;
                stride *= (int) extent;
            }
        }
        return offset;
    }

    private static double[] apply(
            ToDoubleFunction<double[]> formula, List<double[]> in, List<TensorType> types, Shape output) {
        return tuples(in, types, output).stream().mapToDouble(formula).toArray();
    }

    /** Real numbers from {@code low} to {@code high}; integers from 0 to below the last extent of the first input, as labels are. */
    private static List<double[]> sample(List<TensorType> types, double low, double high, Random random) {
        List<double[]> data = new ArrayList<>();
        for (TensorType type : types) {
            int labels = type.kind() == Kind.INT ? (int) types.get(0).shape().dim(-1) : 0;
            double[] x = new double[(int) type.shape().size()];
            Arrays.setAll(x, e -> type.isFloat() ? low + (high - low) * random.nextDouble() : random.nextInt(labels));
            data.add(x);
        }
        return data;
    }
}
