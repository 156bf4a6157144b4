package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.Region.Output;
import dev.hebb.compile.Region.Reduction;
import dev.hebb.compile.Region.Space;
import dev.hebb.compile.Region.Step;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.expr.UnaryFunction;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads what {@link Region#canonical()} writes, for tests. */
final class RegionText {
    private RegionText() {}

    /**
     * The region of that text.
     *
     * @param constants what its parameters {@code c0, c1, ..} are, again from the first where there are more of them
     */
    static Region parse(String text, long rows, long columns, double... constants) {
        String[] parts = text.replaceFirst("^flat ", "").split(": |-> ?", 3);
        List<Space> inputs = parts[0].isEmpty()
                ? List.of()
                : Arrays.stream(parts[0].split(", "))
                        .map(input -> Space.valueOf(input.split(" ")[1].toUpperCase(Locale.ROOT)))
                        .toList();
        List<Step> steps = new ArrayList<>();
        for (String step : parts[1].isEmpty() ? new String[0] : parts[1].split("; ?")) {
            String[] words = step.split(" ");
            steps.add(step(
                    words[2],
                    Arrays.stream(words).skip(3).map(RegionText::value).toList(),
                    constants));
        }
        List<Integer> values =
                Arrays.stream(parts[2].trim().split(" ")).map(RegionText::value).toList();
        Region shapeless = new Region(rows, columns, inputs, steps, List.of());
        List<Output> outputs = values.stream()
                .map(value -> new Output(
                        value, Shape.of(shapeless.size(shapeless.spaces().get(value)))))
                .toList();
        return new Region(rows, columns, inputs, steps, outputs);
    }

    private static Step step(String symbol, List<Integer> operands, double[] constants) {
        if (operands.isEmpty()) {
            int constant = Integer.parseInt(symbol.substring(1));
            return new Step.Compute(new Instruction.Load(constants[constant % constants.length]));
        }
        for (Reduction reduction : Reduction.values()) {
            if (reduction.name().toLowerCase(Locale.ROOT).equals(symbol)) {
                return new Step.Reduce(reduction, operands.get(0));
            }
        }
        for (UnaryFunction function : UnaryFunction.values()) {
            if (function.symbol().equals(symbol)) {
                return new Step.Compute(new Instruction.Apply1(function, operands.get(0)));
            }
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            if (function.symbol().equals(symbol)) {
                return new Step.Compute(new Instruction.Apply2(function, operands.get(0), operands.get(1)));
            }
        }
        return new Step.Compute(new Instruction.Select(operands.get(0), operands.get(1), operands.get(2)));
    }

    private static int value(String word) {
        return Integer.parseInt(word.substring(1));
    }
}
