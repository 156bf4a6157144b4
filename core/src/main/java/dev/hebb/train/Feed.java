package dev.hebb.train;

import dev.hebb.data.Dataset;
import dev.hebb.nn.Loss;
import dev.hebb.nn.Network;
import dev.hebb.nn.NetworkInput;
import dev.hebb.nn.OutputLosses;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dataset made to fit a network: checked once, then written batch by batch. One thread at a time.
 *
 * <p>A batch smaller than its plan is padded with zeros, and the padding rows weigh 0.
 */
public final class Feed {
    private static final int CHECKED_AT_ONCE = 4096;

    private final Dataset data;
    private final Precision precision;
    private final List<Lane> lanes = new ArrayList<>();
    private final int[] weightRows = new int[CHECKED_AT_ONCE];
    private final double[] weightBuffer = new double[CHECKED_AT_ONCE];
    private boolean holds;
    private @Nullable BoundPlan held;

    private Feed(Dataset data, Precision precision) {
        this.data = data;
        this.precision = precision;
        if (data.rows() == 0) {
            throw new DataMismatchException("expected at least one row of data but got none");
        }
    }

    /**
     * Inputs only, for predictions.
     *
     * @throws DataMismatchException where number or shape of the inputs differ from the network's, or a number is not finite
     */
    public static Feed ofInputs(List<NetworkInput> inputs, Dataset data, Precision precision) {
        Feed feed = new Feed(data, precision);
        feed.addInputs(inputs);
        return feed;
    }

    /**
     * Inputs, targets and weights.
     *
     * @throws DataMismatchException as {@link #ofInputs}, and for targets of the wrong shape or kind and classes outside the model's
     */
    static Feed of(Network network, Objective objective, Dataset data, Precision precision) {
        Feed feed = new Feed(data, precision);
        feed.addInputs(network.inputs());
        feed.addTargets(network, objective);
        feed.lanes.add(new Lane(StepGraphs.WEIGHTS, data.weights().orElseGet(Ones::new), precision.of(Kind.FLOAT)));
        return feed;
    }

    public int rows() {
        return data.rows();
    }

    private void addInputs(List<NetworkInput> wanted) {
        List<Dataset.Column> given = data.inputs();
        if (given.size() != wanted.size()) {
            throw new DataMismatchException("expected " + wanted.size() + " inputs "
                    + wanted.stream().map(NetworkInput::name).toList() + " but got " + given.size()
                    + " columns of input data");
        }
        List<Dataset.Column> columns =
                ordered("inputs", given, wanted.stream().map(NetworkInput::name).toList());
        for (int i = 0; i < wanted.size(); i++) {
            NetworkInput input = wanted.get(i);
            Dataset.Column column = columns.get(i);
            if (!column.rowShape().equals(input.rowShape())) {
                throw new DataMismatchException("expected " + batchShape(input.rowShape()) + " but got "
                        + batchShape(column.rowShape()) + " for input " + input.name()
                        + "; reshape the data, or build the model for its shape");
            }
            requireFinite(column, "input " + input.name());
            lanes.add(new Lane(input.name(), column, precision.of(Kind.FLOAT)));
        }
    }

    /** The columns in the order of {@code names}: by their names where they have these, by their places where none of them has. */
    private static List<Dataset.Column> ordered(String what, List<Dataset.Column> columns, List<String> names) {
        Map<String, Dataset.Column> byName = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> names.contains(column.name()))
                .forEach(column -> byName.put(column.name(), column));
        if (byName.isEmpty()) {
            return columns;
        }
        if (byName.size() < names.size()) {
            throw new DataMismatchException("expected the " + what + " " + names + " but got columns called "
                    + columns.stream().map(Dataset.Column::name).toList() + "; name all of them so, or none");
        }
        return names.stream()
                .map(name -> Optional.ofNullable(byName.get(name)).orElseThrow())
                .toList();
    }

    private static String batchShape(Shape rowShape) {
        String row = rowShape.toString();
        return "[batch" + (rowShape.isScalar() ? "" : ", ") + row.substring(1);
    }

    private void addTargets(Network network, Objective objective) {
        List<Dataset.Column> given = data.targets();
        if (given.size() != objective.losses().size()) {
            throw new DataMismatchException(
                    "expected targets for " + objective.losses().keySet() + " but got " + given.size()
                            + " columns of targets; give one per loss");
        }
        List<Dataset.Column> columns =
                ordered("targets", given, List.copyOf(objective.losses().keySet()));
        int place = 0;
        for (Map.Entry<String, OutputLosses.Share> loss : objective.losses().entrySet()) {
            String output = loss.getKey();
            Dataset.Column column = columns.get(place++);
            Shape shape = network.outputShapes().getOrDefault(output, Shape.SCALAR);
            if (loss.getValue().loss().targets() == Loss.Targets.CLASSES) {
                addClasses(output, column, shape);
            } else {
                addValues(output, column, shape, loss.getValue().loss());
            }
        }
    }

    private void addClasses(String output, Dataset.Column column, Shape predicted) {
        if (!column.isInt()) {
            throw new DataMismatchException("expected int classes but got real numbers as targets of output " + output
                    + "; convert them with withIntTargets(), or use a loss on values such as categoricalCrossEntropy");
        }
        if (column.rowShape().size() != 1) {
            throw new DataMismatchException("expected one class per row but got " + batchShape(column.rowShape())
                    + " as targets of output " + output + "; for one-hot rows use categoricalCrossEntropy");
        }
        requireClasses(column, predicted.dim(-1), output);
        lanes.add(new Lane(StepGraphs.targetInput(output), column, DataType.INT32));
    }

    private void addValues(String output, Dataset.Column column, Shape predicted, Loss loss) {
        if (column.rowShape().size() != predicted.size()) {
            throw new DataMismatchException("expected targets " + batchShape(predicted) + " but got "
                    + batchShape(column.rowShape()) + " for output " + output + " with loss " + loss.name()
                    + (column.isInt() ? "; for classes use a sparse loss, or one-hot rows" : ""));
        }
        String where = "targets of output " + output;
        requireFinite(column, where);
        if (loss.expects() != Loss.Expects.ANYTHING) {
            forNumbers(column, (value, row, element) -> {
                if (!(value >= 0 && value <= 1)) {
                    throw new DataMismatchException(
                            "expected probabilities from 0 to 1 but got " + value + at(row, element, where)
                                    + " for loss " + loss.name()
                                    + "; number two classes 0 and 1, make rows of several one-hot, or take a loss on values such as meanSquaredError");
                }
            });
        }
        lanes.add(new Lane(StepGraphs.targetInput(output), column, precision.of(Kind.FLOAT)));
    }

    /** Tells the data that rows {@code order[from .. from+count-1]} are written next; fewer where it has fewer. */
    void willWrite(int[] order, int from, int count) {
        int left = Math.min(count, order.length - from);
        if (left > 0) {
            data.willRead(order, from, left);
        }
    }

    /** The total weight of some rows. */
    double weight(int[] order, int from, int count) {
        if (data.weights().isEmpty()) {
            return count;
        }
        Dataset.Column weights = data.weights().get();
        double total = 0;
        for (int done = 0; done < count; done += CHECKED_AT_ONCE) {
            int now = Math.min(CHECKED_AT_ONCE, count - done);
            weights.originRows(order, from + done, now, weightRows);
            weights.origin().gather(weightRows, 0, now, weightBuffer);
            for (int i = 0; i < now; i++) {
                total += weightBuffer[i];
            }
        }
        return total;
    }

    /** From now on keeps the plan open that was written to last, for its runs to come: until {@link #letGo()} by the same thread. */
    void hold() {
        holds = true;
    }

    /** After the last run. */
    void letGo() {
        holds = false;
        swap(null);
    }

    private void swap(@Nullable BoundPlan next) {
        BoundPlan before = held;
        held = null;
        if (before != null) {
            before.letGo();
        }
        if (next != null) {
            next.hold();
            held = next;
        }
    }

    /** Copies rows {@code order[from .. from+count-1]} to a plan for {@code planRows} rows. */
    public void write(BoundPlan plan, int[] order, int from, int count, int planRows) {
        if (holds && held != plan) {
            swap(plan);
        }
        for (int i = 0; i < lanes.size(); i++) {
            lanes.get(i).write(plan, order, from, count, planRows);
        }
    }

    private void requireFinite(Dataset.Column column, String where) {
        if (column.isInt()) {
            return;
        }
        forNumbers(column, (value, row, element) -> {
            if (!Double.isFinite(value)) {
                throw new DataMismatchException("expected finite numbers but got " + value + at(row, element, where)
                        + "; impute or drop the row");
            } else if (precision == Precision.FLOAT32 && Float.isInfinite((float) value)) {
                throw new DataMismatchException("expected numbers that float32 can hold but got " + value
                        + at(row, element, where) + "; scale the data, or take precision float64");
            }
        });
    }

    private static String at(int row, int element, String where) {
        return " in row " + row + ", element " + element + " of " + where;
    }

    private interface NumberCheck {
        void check(double value, int row, int element);
    }

    private void forNumbers(Dataset.Column column, NumberCheck check) {
        int perRow = Math.toIntExact(Math.max(1, column.rowShape().size()));
        int atOnce = Math.max(1, CHECKED_AT_ONCE / perRow);
        double[] buffer = new double[Math.multiplyExact(atOnce, perRow)];
        forChunks(atOnce, (order, first, count) -> {
            column.gather(order, 0, count, buffer);
            for (int i = 0; i < count * perRow; i++) {
                check.check(buffer[i], first + i / perRow, i % perRow);
            }
        });
    }

    private void requireClasses(Dataset.Column column, long classes, String output) {
        int[] buffer = new int[CHECKED_AT_ONCE];
        forChunks(CHECKED_AT_ONCE, (order, first, count) -> {
            column.gather(order, 0, count, buffer);
            for (int i = 0; i < count; i++) {
                if (buffer[i] < 0 || buffer[i] >= classes) {
                    throw new DataMismatchException("expected classes from 0 to " + (classes - 1) + " but got "
                            + buffer[i] + " in row " + (first + i) + " of the targets of output " + output
                            + "; widen the last layer, or number the classes from 0");
                }
            }
        });
    }

    private interface Chunk {
        void check(int[] order, int first, int count);
    }

    private void forChunks(int atOnce, Chunk chunk) {
        int[] order = new int[Math.min(atOnce, data.rows())];
        for (int first = 0; first < data.rows(); first += order.length) {
            int count = Math.min(order.length, data.rows() - first);
            for (int i = 0; i < count; i++) {
                order[i] = first + i;
            }
            chunk.check(order, first, count);
        }
    }
}
