package dev.hebb.graph;

import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Program;
import dev.hebb.expr.Program.Instruction;
import dev.hebb.expr.UnaryFunction;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * Random errors of computed numbers, relative to each: how far results move under them says how well the results are conditioned, and so how far they may be
 * from exact ones. What float32 holds exactly is taken for exact, so that no error decides which side of a jump is taken.
 */
public final class Rounding {
    /** No errors. */
    public static final Rounding NONE = new Rounding(0, new Random(0));

    private static final Set<UnaryFunction> EXACT_OF_ONE =
            EnumSet.of(UnaryFunction.NEGATE, UnaryFunction.ABSOLUTE, UnaryFunction.SIGN);
    private static final Set<BinaryFunction> INEXACT_OF_TWO = EnumSet.of(
            BinaryFunction.ADD,
            BinaryFunction.SUBTRACT,
            BinaryFunction.MULTIPLY,
            BinaryFunction.DIVIDE,
            BinaryFunction.POWER);

    private final double size;
    private final Random random;

    private Rounding(double size, Random random) {
        this.size = size;
        this.random = random;
    }

    /** Errors of up to {@code size} times each number. */
    public static Rounding of(double size, Random random) {
        return new Rounding(size, random);
    }

    private double of(double number) {
        return size == 0 || number == (float) number ? number : moved(number, size);
    }

    private double moved(double number, double error) {
        return number * (1 + error * (2 * random.nextDouble() - 1));
    }

    /** Numbers with their errors; without errors the array itself. */
    double[] of(double[] numbers) {
        return size == 0 ? numbers : Arrays.stream(numbers).map(this::of).toArray();
    }

    /**
     * Numbers that are going to be added up, in whatever order: each has an error, also where it is exact itself. The larger a sum has become, the larger is the error
     * of what is added to it.
     *
     * @param perSum how many are added up at a time
     */
    public double[] ofTerms(double[] numbers, long perSum) {
        double error = size * Math.sqrt((double) perSum);
        return size == 0
                ? numbers
                : Arrays.stream(numbers).map(number -> moved(number, error)).toArray();
    }

    /** What a program gives where every instruction has an error. */
    public double[] evaluate(Program program, double[] x) {
        if (size == 0) {
            return program.evaluate(x);
        }
        double[] registers = new double[x.length + program.instructions().size()];
        System.arraycopy(x, 0, registers, 0, x.length);
        for (int i = 0; i < program.instructions().size(); i++) {
            registers[x.length + i] = evaluate(program.instructions().get(i), registers);
        }
        return program.outputs().stream()
                .mapToDouble(output -> registers[output])
                .toArray();
    }

    private double evaluate(Instruction instruction, double[] registers) {
        if (instruction instanceof Instruction.Load load) {
            return of(load.value());
        } else if (instruction instanceof Instruction.Apply1 f) {
            double y = f.function().apply(registers[f.x()]);
            return EXACT_OF_ONE.contains(f.function()) ? y : of(y);
        } else if (instruction instanceof Instruction.Apply2 f) {
            double y = f.function().apply(registers[f.x()], registers[f.y()]);
            return INEXACT_OF_TWO.contains(f.function()) ? of(y) : y;
        } else if (instruction instanceof Instruction.Select select) {
            return registers[select.condition()] != 0 ? registers[select.whenTrue()] : registers[select.whenFalse()];
        }
        throw new AssertionError(instruction);
    }
}
