package dev.hebb.graph;

import dev.hebb.expr.Program;
import dev.hebb.graph.op.ArgMax;
import dev.hebb.graph.op.BroadcastTo;
import dev.hebb.graph.op.Cast;
import dev.hebb.graph.op.Concatenate;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.graph.op.GatherRows;
import dev.hebb.graph.op.Input;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.graph.op.Max;
import dev.hebb.graph.op.OneHot;
import dev.hebb.graph.op.Pad;
import dev.hebb.graph.op.Reshape;
import dev.hebb.graph.op.ScatterAddRows;
import dev.hebb.graph.op.Slice;
import dev.hebb.graph.op.State;
import dev.hebb.graph.op.Sum;
import dev.hebb.graph.op.Transpose;
import dev.hebb.shape.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plain interpreter of any graph in double precision, slow and simple: what backends and passes are tested against. Integers are held as doubles too.
 *
 * <p>Every primitive is one method that loops over the output's (or input's) elements by their index vectors; composites run as their decomposition.
 */
public final class Oracle {
    private final Map<String, double[]> inputs = new HashMap<>();
    private final Map<String, double[]> arenas = new HashMap<>();
    private final Map<Value, double[]> known = new IdentityHashMap<>();
    private Rounding rounding = Rounding.NONE;

    /** From now on, what is computed has these errors. */
    public Oracle rounding(Rounding errors) {
        rounding = errors;
        return this;
    }

    /** Gives the input called {@code name} its elements in row-major order. */
    public Oracle feed(String name, double... data) {
        inputs.put(name, data);
        return this;
    }

    /** Gives a value, of whatever op, its elements; what it depends on is then not computed. */
    public Oracle set(Value value, double... data) {
        known.put(value, data);
        return this;
    }

    /** The memory of the arena called {@code name}, which updates write to. */
    public Oracle arena(String name, double... data) {
        arenas.put(name, data);
        return this;
    }

    public double[] arena(String name) {
        return required(arenas, name, "arena");
    }

    /** The elements of one value. */
    public double[] evaluate(Value value) {
        return evaluate(List.of(value)).get(0);
    }

    /** The elements of each value. */
    public List<double[]> evaluate(List<Value> values) {
        Map<Value, double[]> done = new IdentityHashMap<>(known);
        return values.stream().map(value -> get(value, done)).toList();
    }

    /** One step: the outputs, after which the arenas hold the updates. */
    public Map<String, double[]> run(Graph graph) {
        Map<Value, double[]> done = new IdentityHashMap<>(known);
        Map<String, double[]> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, value) -> outputs.put(name, get(value, done)));
        graph.updates().forEach(update -> get(update.value(), done));
        for (Update update : graph.updates()) {
            State place = update.place();
            double[] value = get(update.value(), done);
            System.arraycopy(value, 0, arena(place.arena()), (int) place.offset(), value.length);
        }
        return outputs;
    }

    private double[] get(Value value, Map<Value, double[]> done) {
        if (!done.containsKey(value)) {
            compute(value.node(), done);
        }
        return done.get(value);
    }

    private void compute(Node node, Map<Value, double[]> done) {
        List<double[]> in =
                node.inputs().stream().map(input -> get(input, done)).toList();
        if (node.op() instanceof ElementwiseOp op) {
            elementwise(node, op, in, done);
        } else if (node.op() instanceof PrimitiveOp op) {
            put(node.output(), primitive(node, op, in), done);
        } else if (node.op() instanceof CompositeOp op) {
            put(node.output(), get(op.decompose(node.inputs()), done), done);
        } else {
            throw new AssertionError(node);
        }
    }

    private static void put(Value value, double[] data, Map<Value, double[]> done) {
        if (data.length != value.shape().size()) {
            throw new IllegalStateException(
                    "expected " + value.shape().size() + " elements but got " + data.length + " for " + value);
        }
        done.put(value, data);
    }

    private void elementwise(Node node, ElementwiseOp op, List<double[]> in, Map<Value, double[]> done) {
        Shape shape = node.output().shape();
        List<double[]> outputs = node.outputs().stream()
                .map(output -> new double[(int) shape.size()])
                .toList();
        Program program = op.program();
        for (int e = 0; e < shape.size(); e++) {
            double[] x = new double[in.size()];
            for (int i = 0; i < x.length; i++) {
                Shape own = node.input(i).shape();
                x[i] = in.get(i)[own.equals(shape) ? e : broadcastOffset(index(e, shape), own)];
            }
            double[] y = rounding.evaluate(program, x);
            for (int o = 0; o < y.length; o++) {
                outputs.get(o)[e] = y[o];
            }
        }
        for (int o = 0; o < outputs.size(); o++) {
            put(node.outputs().get(o), outputs.get(o), done);
        }
    }

    private double[] primitive(Node node, PrimitiveOp op, List<double[]> in) {
        if (op instanceof Input input) {
            return required(inputs, input.name(), "input");
        } else if (op instanceof State state) {
            return Arrays.copyOfRange(arena(state.arena()), (int) state.offset(), (int) state.end());
        } else if (op instanceof Cast || op instanceof Reshape) {
            return in.get(0);
        } else if (op instanceof MatrixProduct product) {
            return rounding.of(
                    matrixProduct(node, product, rounding.ofTerms(in.get(0), inner(node, product)), in.get(1)));
        } else if (op instanceof Sum sum) {
            return rounding.of(sum(
                    node,
                    sum,
                    rounding.ofTerms(
                            in.get(0),
                            in.get(0).length / Math.max(1, node.output().shape().size()))));
        } else if (op instanceof Max max) {
            return max(node, max, in.get(0));
        } else if (op instanceof ArgMax argMax) {
            return argMax(node, argMax, in.get(0));
        } else if (op instanceof Concatenate concatenate) {
            return concatenate(node, concatenate, in);
        } else if (op instanceof GatherRows) {
            return gatherRows(node, in.get(0), in.get(1));
        } else if (op instanceof ScatterAddRows) {
            return rounding.of(scatterAddRows(node, in.get(0), rounding.ofTerms(in.get(1), in.get(1).length)));
        } else if (op instanceof OneHot oneHot) {
            return oneHot(oneHot, in.get(0));
        } else if (op instanceof DropoutMask mask) {
            return rounding.of(dropoutMask(mask, in.get(0)));
        }
        return moved(node, op, in.get(0));
    }

    /** Ops whose every output element is one input element or 0. */
    private static double[] moved(Node node, PrimitiveOp op, double[] x) {
        Shape from = node.input(0).shape();
        Shape to = node.output().shape();
        double[] y = new double[(int) to.size()];
        for (int e = 0; e < y.length; e++) {
            int[] index = index(e, to);
            if (op instanceof Transpose transpose) {
                int[] source = new int[index.length];
                for (int i = 0; i < index.length; i++) {
                    source[from.axis(transpose.permutation().get(i))] = index[i];
                }
                y[e] = x[offset(source, from)];
            } else if (op instanceof BroadcastTo) {
                y[e] = x[broadcastOffset(index, from)];
            } else if (op instanceof Slice slice) {
                index[from.axis(slice.axis())] += (int) slice.from();
                y[e] = x[offset(index, from)];
            } else if (op instanceof Pad pad) {
                int axis = from.axis(pad.axis());
                index[axis] -= (int) pad.before();
                y[e] = index[axis] >= 0 && index[axis] < from.dim(axis) ? x[offset(index, from)] : 0;
            } else {
                throw new AssertionError("the oracle does not know " + op);
            }
        }
        return y;
    }

    private static long inner(Node node, MatrixProduct op) {
        return node.input(0).shape().dim(op.transposeA() ? -2 : -1);
    }

    private static double[] matrixProduct(Node node, MatrixProduct op, double[] a, double[] b) {
        Shape sa = node.input(0).shape();
        Shape sb = node.input(1).shape();
        Shape sc = node.output().shape();
        long inner = inner(node, op);
        int nextLeft = op.transposeA() ? (int) sa.dim(-1) : 1;
        int nextRight = op.transposeB() ? 1 : (int) sb.dim(-1);
        double[] c = new double[(int) sc.size()];
        for (int e = 0; e < c.length; e++) {
            int[] index = index(e, sc);
            int row = index[index.length - 2];
            int column = index[index.length - 1];
            int left = op.transposeA() ? matrixOffset(index, sa, 0, row) : matrixOffset(index, sa, row, 0);
            int right = op.transposeB() ? matrixOffset(index, sb, column, 0) : matrixOffset(index, sb, 0, column);
            for (int k = 0; k < inner; k++) {
                c[e] += a[left + k * nextLeft] * b[right + k * nextRight];
            }
        }
        return c;
    }

    private static int matrixOffset(int[] batch, Shape shape, int row, int column) {
        int[] index = new int[shape.rank()];
        System.arraycopy(batch, 0, index, 0, shape.rank() - 2);
        index[shape.rank() - 2] = row;
        index[shape.rank() - 1] = column;
        return offset(index, shape);
    }

    private static double[] sum(Node node, Sum op, double[] x) {
        double[] y = new double[(int) node.output().shape().size()];
        for (int e = 0; e < x.length; e++) {
            y[reducedOffset(e, node.input(0).shape(), op.axes())] += x[e];
        }
        return y;
    }

    private static double[] max(Node node, Max op, double[] x) {
        double[] y = new double[(int) node.output().shape().size()];
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        for (int e = 0; e < x.length; e++) {
            int place = reducedOffset(e, node.input(0).shape(), op.axes());
            y[place] = Math.max(y[place], x[e]);
        }
        return y;
    }

    private static double[] argMax(Node node, ArgMax op, double[] x) {
        Shape from = node.input(0).shape();
        double[] y = new double[(int) node.output().shape().size()];
        double[] best = new double[y.length];
        for (int e = 0; e < x.length; e++) {
            int k = index(e, from)[from.axis(op.axis())];
            int place = reducedOffset(e, from, List.of(op.axis()));
            boolean better = Double.isNaN(x[e]) ? !Double.isNaN(best[place]) : x[e] > best[place];
            if (k == 0 || better) {
                best[place] = x[e];
                y[place] = k;
            }
        }
        return y;
    }

    private static double[] concatenate(Node node, Concatenate op, List<double[]> in) {
        Shape to = node.output().shape();
        int axis = to.axis(op.axis());
        double[] y = new double[(int) to.size()];
        for (int e = 0; e < y.length; e++) {
            int[] index = index(e, to);
            int part = 0;
            while (index[axis] >= node.input(part).shape().dim(axis)) {
                index[axis] -= (int) node.input(part).shape().dim(axis);
                part++;
            }
            y[e] = in.get(part)[offset(index, node.input(part).shape())];
        }
        return y;
    }

    private static double[] gatherRows(Node node, double[] table, double[] index) {
        int row = (int) node.input(0).shape().without(0).size();
        double[] y = new double[index.length * row];
        for (int i = 0; i < index.length; i++) {
            int from = (int) index[i];
            System.arraycopy(table, from * row, y, i * row, row);
        }
        return y;
    }

    private static double[] scatterAddRows(Node node, double[] index, double[] values) {
        int row = (int) node.output().shape().without(0).size();
        double[] y = new double[(int) node.output().shape().size()];
        for (int i = 0; i < index.length; i++) {
            int to = (int) index[i];
            for (int r = 0; r < row; r++) {
                y[to * row + r] += values[i * row + r];
            }
        }
        return y;
    }

    private static double[] oneHot(OneHot op, double[] labels) {
        double[] y = new double[labels.length * op.depth()];
        for (int i = 0; i < labels.length; i++) {
            for (int k = 0; k < op.depth(); k++) {
                y[i * op.depth() + k] = labels[i] == k ? 1 : 0;
            }
        }
        return y;
    }

    private static double[] dropoutMask(DropoutMask op, double[] random) {
        double[] y = new double[(int) op.shape().size()];
        long seed = (int) random[0] & 0xFFFFFFFFL | (long) (int) random[1] << 32;
        op.draw(seed, (int) random[2], (long) random[3], y);
        return y;
    }

    /** The index vector of element {@code e} in row-major order. */
    private static int[] index(int e, Shape shape) {
        int[] index = new int[shape.rank()];
        int rest = e;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            index[axis] = rest % (int) shape.dim(axis);
            rest /= (int) shape.dim(axis);
        }
        return index;
    }

    private static int offset(int[] index, Shape shape) {
        int offset = 0;
        for (int axis = 0; axis < shape.rank(); axis++) {
            offset = offset * (int) shape.dim(axis) + index[axis];
        }
        return offset;
    }

    /** The offset in {@code shape}, which may be shorter and of extent 1 where the whole is larger. */
    private static int broadcastOffset(int[] index, Shape shape) {
        int[] own = new int[shape.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = shape.dim(axis) == 1 ? 0 : index[index.length - own.length + axis];
        }
        return offset(own, shape);
    }

    /** Where element {@code e} of {@code from} goes when {@code axes} (none means all) are reduced. */
    private static int reducedOffset(int e, Shape from, List<Integer> axes) {
        int[] index = index(e, from);
        for (int axis = 0; axis < index.length; axis++) {
            if (axes.isEmpty() || axes.contains(axis) || axes.contains(axis - index.length)) {
                index[axis] = 0;
            }
        }
        return offset(index, from.reduced(axes, true));
    }

    private static double[] required(Map<String, double[]> map, String name, String what) {
        double[] found = map.get(name);
        if (found == null) {
            throw new IllegalStateException(
                    "expected data for the " + what + " " + name + " but got it only for " + map.keySet());
        }
        return found;
    }
}
