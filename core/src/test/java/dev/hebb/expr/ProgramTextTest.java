package dev.hebb.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTextTest {
    private static void roundTrip(Program program) {
        assertEquals(
                program,
                ProgramText.parse(program.inputs(), program.toString()),
                () -> TestRandom.describe(program.toString()));
    }

    @Test
    void everyFunctionIsReadBack() {
        for (UnaryFunction function : UnaryFunction.values()) {
            roundTrip(Program.of(1, Expr.unary(function, Expr.variable(0))));
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            roundTrip(Program.of(2, Expr.binary(function, Expr.variable(0), Expr.variable(1))));
        }
        roundTrip(Program.of(3, Expr.choose(Expr.variable(0), Expr.variable(1), Expr.variable(2))));
    }

    @Test
    void everyConstantIsReadBack() {
        for (double value :
                new double[] {0, -0.0, 0.1, 1e300, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY}) {
            roundTrip(Program.of(0, Expr.constant(value)));
        }
    }

    @Test
    void aProgramWithoutInstructionsIsReadBack() {
        roundTrip(Program.of(2, Expr.variable(1), Expr.variable(0)));
    }

    @Test
    void randomProgramsAreReadBack() {
        Random random = TestRandom.of("programs");
        for (int i = 0; i < 200; i++) {
            List<Expr> made =
                    new ArrayList<>(List.of(Expr.variable(0), Expr.variable(1), Expr.constant(random.nextGaussian())));
            for (int step = 0; step < 12; step++) {
                made.add(extend(made, random));
            }
            roundTrip(Program.of(2, made.get(made.size() - 1), made.get(made.size() - 2)));
        }
    }

    private static Expr extend(List<Expr> made, Random random) {
        Expr a = made.get(random.nextInt(made.size()));
        Expr b = made.get(random.nextInt(made.size()));
        return switch (random.nextInt(3)) {
            case 0 -> Expr.unary(UnaryFunction.values()[random.nextInt(UnaryFunction.values().length)], a);
            case 1 -> Expr.binary(BinaryFunction.values()[random.nextInt(BinaryFunction.values().length)], a, b);
            default -> Expr.choose(a, b, made.get(random.nextInt(made.size())));
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x0",
                "t1 = exp x0",
                "t1 = exp x0 -> t2",
                "t2 = exp x0 -> t2",
                "t1 = exp x1 -> t1",
                "t1 = exp x0 x0 -> t1",
                "t1 = add x0 -> t1",
                "t1 = unknown x0 -> t1",
                "t1 = one -> t1",
                "t1 exp x0 -> t1",
                "t1 = exp y0 -> t1",
                "t1 = exp x99999999999 -> t1",
                "t1 = select x0 x0 -> t1",
                "-> "
            })
    void textThatNoProgramPrintsIsRefused(String text) {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ProgramText.parse(1, text));
        assertTrue(refusal.getMessage().startsWith("expected "), refusal.getMessage());
    }
}
