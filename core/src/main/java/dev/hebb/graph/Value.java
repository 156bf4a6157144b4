package dev.hebb.graph;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.op.Absolute;
import dev.hebb.graph.op.Add;
import dev.hebb.graph.op.ArgMax;
import dev.hebb.graph.op.Cast;
import dev.hebb.graph.op.Constant;
import dev.hebb.graph.op.Divide;
import dev.hebb.graph.op.Equal;
import dev.hebb.graph.op.Exponential;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.Greater;
import dev.hebb.graph.op.GreaterEqual;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.Less;
import dev.hebb.graph.op.LessEqual;
import dev.hebb.graph.op.Logarithm;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.Maximum;
import dev.hebb.graph.op.Mean;
import dev.hebb.graph.op.Minimum;
import dev.hebb.graph.op.Multiply;
import dev.hebb.graph.op.Negate;
import dev.hebb.graph.op.NotEqual;
import dev.hebb.graph.op.Power;
import dev.hebb.graph.op.ReciprocalSquareRoot;
import dev.hebb.graph.op.Reshape;
import dev.hebb.graph.op.Slice;
import dev.hebb.graph.op.Square;
import dev.hebb.graph.op.SquareRoot;
import dev.hebb.graph.op.Subtract;
import dev.hebb.graph.op.Sum;
import dev.hebb.graph.op.Transpose;
import dev.hebb.graph.op.Where;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** One output of a node: what ops are applied to. The methods build new nodes. */
public final class Value {
    private final Node node;
    private final int index;

    Value(Node node, int index) {
        this.node = node;
        this.index = index;
    }

    /** The first output of {@code op} applied to {@code inputs}. */
    public static Value of(Op op, Value... inputs) {
        return of(op, List.of(inputs));
    }

    /** The first output of {@code op} applied to {@code inputs}. */
    public static Value of(Op op, List<Value> inputs) {
        return Node.of(op, inputs).output();
    }

    /** The same number as a scalar. */
    public static Value constant(double value) {
        return of(new Constant(value));
    }

    /** A value that is fed from outside. */
    public static Value input(String name, TensorType type) {
        return of(new Input(name, type));
    }

    static List<Value> placeholders(List<TensorType> types) {
        List<Value> inputs = new ArrayList<>();
        for (TensorType type : types) {
            inputs.add(input("in" + inputs.size(), type));
        }
        return inputs;
    }

    public Node node() {
        return node;
    }

    public int index() {
        return index;
    }

    public TensorType type() {
        return node.types().get(index);
    }

    public Shape shape() {
        return type().shape();
    }

    /** Whether this is a scalar constant of {@code value}. */
    public boolean isConstant(double value) {
        return node.op() instanceof Constant c && c.value() == value;
    }

    public Value plus(Value other) {
        return of(new Add(), this, other);
    }

    public Value plus(double other) {
        return plus(constant(other));
    }

    public Value minus(Value other) {
        return of(new Subtract(), this, other);
    }

    public Value minus(double other) {
        return minus(constant(other));
    }

    public Value times(Value other) {
        return of(new Multiply(), this, other);
    }

    public Value times(double other) {
        return times(constant(other));
    }

    public Value over(Value other) {
        return of(new Divide(), this, other);
    }

    public Value over(double other) {
        return over(constant(other));
    }

    public Value pow(Value exponent) {
        return of(new Power(), this, exponent);
    }

    public Value pow(double exponent) {
        return pow(constant(exponent));
    }

    public Value min(Value other) {
        return of(new Minimum(), this, other);
    }

    public Value max(Value other) {
        return of(new Maximum(), this, other);
    }

    public Value min(double other) {
        return min(constant(other));
    }

    public Value max(double other) {
        return max(constant(other));
    }

    public Value lessThan(Value other) {
        return of(new Less(), this, other);
    }

    public Value atMost(Value other) {
        return of(new LessEqual(), this, other);
    }

    public Value greaterThan(Value other) {
        return of(new Greater(), this, other);
    }

    public Value greaterThan(double other) {
        return greaterThan(constant(other));
    }

    public Value atLeast(Value other) {
        return of(new GreaterEqual(), this, other);
    }

    public Value equalTo(Value other) {
        return of(new Equal(), this, other);
    }

    public Value notEqualTo(Value other) {
        return of(new NotEqual(), this, other);
    }

    /** {@code whenTrue} where this is not 0, else {@code whenFalse}. */
    public Value choose(Value whenTrue, Value whenFalse) {
        return of(new Where(), this, whenTrue, whenFalse);
    }

    /** Applies an expression element by element, for what has no op of its own. */
    public Value map(String name, UnaryOperator<Expr> body) {
        return of(new Expression(name, Program.of(1, body.apply(Expr.variable(0)))), this);
    }

    public Value negated() {
        return of(new Negate(), this);
    }

    public Value absolute() {
        return of(new Absolute(), this);
    }

    public Value exp() {
        return of(new Exponential(), this);
    }

    public Value log() {
        return of(new Logarithm(), this);
    }

    public Value sqrt() {
        return of(new SquareRoot(), this);
    }

    public Value rsqrt() {
        return of(new ReciprocalSquareRoot(), this);
    }

    public Value square() {
        return of(new Square(), this);
    }

    /** The product over the last two axes, batched over the ones before. */
    public Value matmul(Value other) {
        return of(new MatrixProduct(false, false), this, other);
    }

    /** The sum over {@code axes} (none means all), which disappear. */
    public Value sum(Integer... axes) {
        return of(new Sum(List.of(axes), false), this);
    }

    /** The sum over {@code axes}, which stay with extent 1. */
    public Value sumOver(Integer... axes) {
        return of(new Sum(List.of(axes), true), this);
    }

    /** The mean over {@code axes} (none means all), which disappear. */
    public Value mean(Integer... axes) {
        return of(new Mean(List.of(axes), false), this);
    }

    /** The mean over {@code axes}, which stay with extent 1. */
    public Value meanOver(Integer... axes) {
        return of(new Mean(List.of(axes), true), this);
    }

    /** The maximum over {@code axes}, which stay with extent 1. */
    public Value maxOver(Integer... axes) {
        return of(new Max(List.of(axes), true), this);
    }

    /** The place of the first maximum along {@code axis}, which disappears, as INT. */
    public Value argMax(int axis) {
        return of(new ArgMax(axis), this);
    }

    /** The same elements as FLOAT. */
    public Value toFloat() {
        return type().isFloat() ? this : of(new Cast(), this);
    }

    /** The same elements in row-major order; one extent may be -1 for what is left. */
    public Value reshape(long... dims) {
        return of(new Reshape(Arrays.stream(dims).boxed().toList()), this);
    }

    public Value reshape(Shape shape) {
        return shape.equals(shape()) ? this : reshape(shape.dims());
    }

    /** The axes in another order. */
    public Value transpose(Integer... permutation) {
        return of(new Transpose(List.of(permutation)), this);
    }

    /** The elements {@code from .. until-1} along {@code axis}. */
    public Value slice(int axis, long from, long until) {
        return of(new Slice(axis, from, until), this);
    }

    @Override
    public String toString() {
        return node + (node.outputs().size() > 1 ? "#" + index : "");
    }
}
