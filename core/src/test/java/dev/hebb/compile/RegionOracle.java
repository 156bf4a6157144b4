package dev.hebb.compile;

import dev.hebb.compile.Region.Output;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.Program;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.graph.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What a region computes, value by value in double precision: what its kernels are held to. */
public final class RegionOracle {
    private final Region region;
    private final List<Space> spaces;
    private final List<double[]> values;
    private final Rounding rounding;
    private final DoubleUnaryOperator holds;

    private RegionOracle(Region region, List<double[]> inputs, Rounding rounding, DoubleUnaryOperator holds) {
        this.rounding = rounding;
        this.holds = holds;
        this.region = region;
        this.spaces = region.spaces();
        this.values = new ArrayList<>(inputs);
    }

    /**
     * @param inputs the elements of each input in row-major order
     * @return the elements of each output
     */
    public static List<double[]> evaluate(Region region, List<double[]> inputs) {
        return evaluate(region, inputs, Rounding.NONE, DoubleUnaryOperator.identity());
    }

    /**
     * @param rounding the errors of what is computed
     * @param holds what becomes of each number that is computed, such as the nearest that a shorter type has
     */
    public static List<double[]> evaluate(
            Region region, List<double[]> inputs, Rounding rounding, DoubleUnaryOperator holds) {
        RegionOracle oracle = new RegionOracle(region, inputs, rounding, holds);
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).length != region.size(region.inputs().get(i))) {
                throw new IllegalArgumentException(
                        "expected " + region.size(region.inputs().get(i)) + " elements but got " + inputs.get(i).length
                                + " for input " + i + " of " + region);
            }
        }
        region.steps().forEach(oracle::run);
        return region.outputs().stream()
                .map(Output::value)
                .map(oracle.values::get)
                .map(double[]::clone)
                .toList();
    }

    private void run(Step step) {
        Space space = spaces.get(values.size());
        double[] result = new double[(int) region.size(space)];
        if (step instanceof Step.Reduce reduce) {
            reduce(reduce, result);
        } else {
            Program program = alone(((Step.Compute) step).instruction());
            List<Integer> operands = step.operands();
            for (int e = 0; e < result.length; e++) {
                double[] x = new double[operands.size()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = element(operands.get(i), space, e);
                }
                result[e] = rounding.evaluate(program, x)[0];
            }
        }
        values.add(Arrays.stream(result).map(holds).toArray());
    }

    private static Program alone(Instruction instruction) {
        int count = instruction.operands().size();
        List<Integer> own = IntStream.range(0, count).boxed().toList();
        return new Program(count, List.of(instruction.on(own)), List.of(count));
    }

    /** What {@code value} has for element {@code e} of {@code space}. */
    private double element(int value, Space space, int e) {
        Space own = spaces.get(value);
        int columns = (int) region.columns();
        int place = switch (own) {
            case SINGLE -> 0;
            case COLUMNS -> space == Space.COLUMNS ? e : e % columns;
            case ROWS -> space == Space.ROWS ? e : e / columns;
            case MATRIX -> e;
        };
        return values.get(value)[place];
    }

    private void reduce(Step.Reduce reduce, double[] result) {
        boolean isMaximum = reduce.reduction() == Reduction.ROW_MAX || reduce.reduction() == Reduction.TOTAL_MAX;
        Space from = spaces.get(reduce.operand());
        boolean fits =
                from == Space.MATRIX || from == Space.ROWS && reduce.reduction().result() == Space.SINGLE;
        if (!fits) {
            throw new IllegalArgumentException(
                    "expected a matrix but got " + from + " for " + reduce + " of " + region);
        }
        Arrays.fill(result, isMaximum ? Double.NEGATIVE_INFINITY : 0);
        double[] x = values.get(reduce.operand());
        x = isMaximum ? x : rounding.ofTerms(x, x.length / result.length);
        int columns = (int) region.columns();
        for (int e = 0; e < x.length; e++) {
            int place = switch (reduce.reduction().result()) {
                case ROWS -> e / columns;
                case COLUMNS -> e % columns;
                default -> 0;
            };
            result[place] = isMaximum ? Math.max(result[place], x[e]) : result[place] + x[e];
        }
    }
}
