package dev.hebb.compile;

import dev.hebb.expr.Program.Instruction;
import dev.hebb.graph.Node;
import dev.hebb.graph.PrimitiveOp;
import dev.hebb.graph.Value;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of a graph that a backend runs in one pass over the rows of a matrix: elementwise instructions, reductions along each row, which later steps may use,
 * and reductions over all rows, which only its outputs may be. The compiler makes it for targets that ask for it; it is neither differentiated nor saved.
 *
 * <p>Values are numbered: the inputs from 0, then one per step. Every tensor is row-major and is seen as one of the {@link Space}s, whatever its rank; a region
 * without rows of its own ("flat") has one row.
 *
 * @param rows of the matrix, 1 or more
 * @param columns of the matrix, 1 or more
 * @param inputs what each input is
 * @param steps in an order that defines before use
 * @param outputs the values that leave it, with the shapes of their tensors
 */
public record Region(long rows, long columns, List<Space> inputs, List<Step> steps, List<Output> outputs)
        implements PrimitiveOp {
    /** What a value is within the matrix. */
    public enum Space {
        /** One number for all. */
        SINGLE,
        /** One number per column. */
        COLUMNS,
        /** One number per row. */
        ROWS,
        /** One number per element. */
        MATRIX;

        /** The space of a result of values of two spaces. */
        Space with(Space other) {
            if (this == SINGLE || this == other) {
                return other;
            }
            return other == SINGLE ? this : MATRIX;
        }
    }

    /** A reduction. */
    public enum Reduction {
        /** The sum of each row of a MATRIX. */
        ROW_SUM(Space.ROWS),
        /** The maximum of each row of a MATRIX; NaN where one is NaN. */
        ROW_MAX(Space.ROWS),
        /** The sum of each column of a MATRIX. */
        COLUMN_SUM(Space.COLUMNS),
        /** The sum of all numbers of a MATRIX or ROWS. */
        TOTAL_SUM(Space.SINGLE),
        /** The maximum of all numbers of a MATRIX or ROWS; NaN where one is NaN. */
        TOTAL_MAX(Space.SINGLE);

        private final Space result;

        Reduction(Space result) {
            this.result = result;
        }

        /** What it results in. */
        public Space result() {
            return result;
        }

        /** Whether it ends with a row, so that later steps may use it. */
        public boolean isOfRow() {
            return result == Space.ROWS;
        }
    }

    /** What makes one value. */
    public sealed interface Step {
        /** The values it reads, which number less than its own. */
        List<Integer> operands();

        /** An instruction on values instead of registers. */
        record Compute(Instruction instruction) implements Step {
            @Override
            public List<Integer> operands() {
                return instruction.operands();
            }
        }

        /** A reduction of one value. */
        record Reduce(Reduction reduction, int operand) implements Step {
            @Override
            public List<Integer> operands() {
                return List.of(operand);
            }
        }
    }

    /**
     * A value that leaves the region.
     *
     * @param shape of as many elements as its space has
     */
    public record Output(int value, Shape shape) {}

    public Region {
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        List<Space> spaces = spaces(inputs, steps);
        for (Output output : outputs) {
            long size = size(spaces.get(output.value()), rows, columns);
            if (output.shape().size() != size) {
                throw new IllegalArgumentException("expected " + size + " elements but got " + output
                        + " of a region of " + rows + " x " + columns);
            }
        }
    }

    private static List<Space> spaces(List<Space> inputs, List<Step> steps) {
        List<Space> spaces = new ArrayList<>(inputs);
        boolean[] isFinal = new boolean[inputs.size() + steps.size()];
        for (Step step : steps) {
            Space space = Space.SINGLE;
            for (int operand : step.operands()) {
                if (operand >= spaces.size() || isFinal[operand]) {
                    throw new IllegalArgumentException(
                            "expected a value that stands before and is no total but got " + operand + " in " + step);
                }
                space = space.with(spaces.get(operand));
            }
            if (step instanceof Step.Reduce reduce) {
                isFinal[spaces.size()] = !reduce.reduction().isOfRow();
                space = reduce.reduction().result();
            }
            spaces.add(space);
        }
        return spaces;
    }

    static long size(Space space, long rows, long columns) {
        return switch (space) {
            case SINGLE -> 1;
            case COLUMNS -> columns;
            case ROWS -> rows;
            case MATRIX -> rows * columns;
        };
    }

    /** The space of every value. */
    public List<Space> spaces() {
        return List.copyOf(spaces(inputs, steps));
    }

    /** The elements of a value of {@code space}. */
    public long size(Space space) {
        return size(space, rows, columns);
    }

    /** Whether no step or value knows of rows: then it is one row, which may be cut anywhere. */
    public boolean isFlat() {
        List<Space> spaces = spaces();
        return rows == 1
                && spaces.stream().noneMatch(space -> space == Space.ROWS)
                && inputs.stream().noneMatch(space -> space == Space.COLUMNS)
                && steps.stream()
                        .noneMatch(step -> step instanceof Step.Reduce reduce
                                && (reduce.reduction().isOfRow() || reduce.reduction() == Reduction.COLUMN_SUM));
    }

    /** The constants, in the order of their steps: with {@link #canonical()} and the extents, what distinguishes two runs of one kernel. */
    public List<Double> constants() {
        return steps.stream()
                .filter(step ->
                        step instanceof Step.Compute compute && compute.instruction() instanceof Instruction.Load)
                .map(step -> ((Instruction.Load) ((Step.Compute) step).instruction()).value())
                .toList();
    }

    /** The text without extents and with constants as parameters {@code c0, c1, ..}: the key of a kernel for any of them. */
    public String canonical() {
        return text(true);
    }

    /** {@code 32 x 10: x0 matrix, x1 columns: v2 = add x0 x1; v3 = row_max v2 -> v2 v3}. */
    @Override
    public String toString() {
        return "Region[" + rows + " x " + columns + ": " + text(false) + "]";
    }

    private String text(boolean constantsAreParameters) {
        StringBuilder text = new StringBuilder(isFlat() ? "flat " : "");
        for (int i = 0; i < inputs.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("x")
                    .append(i)
                    .append(' ')
                    .append(inputs.get(i).name().toLowerCase(java.util.Locale.ROOT));
        }
        text.append(": ");
        int constants = 0;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String symbol;
            if (step instanceof Step.Reduce reduce) {
                symbol = reduce.reduction().name().toLowerCase(java.util.Locale.ROOT);
            } else if (((Step.Compute) step).instruction() instanceof Instruction.Load load) {
                symbol = constantsAreParameters ? "c" + constants++ : Double.toString(load.value());
            } else {
                symbol = symbol(((Step.Compute) step).instruction());
            }
            text.append(value(inputs.size() + i))
                    .append(" = ")
                    .append(symbol)
                    .append(step.operands().stream().map(v -> " " + value(v)).collect(Collectors.joining()))
                    .append("; ");
        }
        return text.append("->")
                .append(outputs.stream()
                        .map(output -> " " + value(output.value()))
                        .collect(Collectors.joining()))
                .toString();
    }

    private static String symbol(Instruction instruction) {
        if (instruction instanceof Instruction.Apply1 f) {
            return f.function().symbol();
        } else if (instruction instanceof Instruction.Apply2 f) {
            return f.function().symbol();
        }
        return "select";
    }

    private String value(int value) {
        return (value < inputs.size() ? "x" : "v") + value;
    }

    /** Whether an output may lie exactly where an input does: each element is read before it is written. */
    public boolean mayShare(int output, int input) {
        Space space = inputs.get(input);
        return (space == Space.MATRIX || space == Space.ROWS)
                && spaces().get(outputs.get(output).value()) == space;
    }

    @Override
    public List<TensorType> infer(List<TensorType> given) {
        for (int i = 0; i < inputs.size(); i++) {
            if (given.get(i).shape().size() != size(inputs.get(i))) {
                throw new IllegalArgumentException("expected " + size(inputs.get(i)) + " elements but got "
                        + given.get(i) + " for input " + i + " of " + this);
            }
        }
        return outputs.stream()
                .map(output -> TensorType.ofFloat(output.shape()))
                .toList();
    }

    @Override
    public List<Optional<Value>> gradient(Node node, List<Optional<Value>> upstream) {
        throw new AssertionError("regions are made after differentiation: " + this);
    }
}
