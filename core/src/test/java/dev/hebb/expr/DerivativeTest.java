package dev.hebb.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivativeTest {
    private static final Expr X = Expr.variable(0);
    private static final Expr Y = Expr.variable(1);
    private static final double STEP = 1e-5;

    /** Compares the symbolic derivative with central differences at {@code at}. */
    private static void check(Expr expression, double... at) {
        Program program = Program.of(at.length, expression);
        for (int variable = 0; variable < at.length; variable++) {
            double[] above = at.clone();
            double[] below = at.clone();
            above[variable] += STEP;
            below[variable] -= STEP;
            double want = (program.evaluate(above)[0] - program.evaluate(below)[0]) / (2 * STEP);
            double got =
                    Program.of(at.length, Derivative.of(expression, variable)).evaluate(at)[0];
            assertEquals(
                    want, got, 1e-6 * Math.max(1, Math.abs(want)), TestRandom.describe(program + ", by x" + variable));
        }
    }

    private static double at(Expr derivative, double... at) {
        return Program.of(at.length, derivative).evaluate(at)[0];
    }

    @ParameterizedTest
    @EnumSource
    void everyUnaryFunctionHasTheSlopeOfItsDifferences(UnaryFunction function) {
        Random random = TestRandom.of(function.symbol());
        for (int i = 0; i < 20; i++) {
            check(Expr.unary(function, X), 0.3 + 2 * random.nextDouble());
            check(
                    Expr.unary(function, X.square().plus(Y)).times(X),
                    0.3 + random.nextDouble(),
                    0.3 + random.nextDouble());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = UnaryFunction.class,
            names = {"SQRT", "RSQRT", "LOG", "LOG1P"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyUnaryFunctionHasTheSlopeOfItsDifferencesBelowZero(UnaryFunction function) {
        Random random = TestRandom.of(function.symbol());
        for (int i = 0; i < 20; i++) {
            check(Expr.unary(function, X), -0.3 - 2 * random.nextDouble());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyBinaryFunctionHasTheSlopeOfItsDifferences(BinaryFunction function) {
        Random random = TestRandom.of(function.symbol());
        for (int i = 0; i < 20; i++) {
            double x = 0.3 + 2 * random.nextDouble();
            double y = x + (0.1 + random.nextDouble()) * (random.nextBoolean() ? 1 : 0.5 - x);
            y = Math.abs(x - y) < 0.01 ? x + 0.1 : Math.abs(y) < 0.1 ? 0.1 : y;
            check(Expr.binary(function, X, Y), x, y);
            check(Expr.binary(function, X.times(X), Expr.exp(Y)), x, y + 1);
        }
    }

    @Test
    void theChosenSideGivesTheSlope() {
        Expr choice = Expr.choose(X.lessThan(Y), X.times(Y), Expr.exp(X));
        check(choice, 0.5, 1.5);
        check(choice, 1.5, 0.5);
    }

    @Test
    void randomCompositionsHaveTheSlopeOfTheirDifferences() {
        Random random = TestRandom.of("compositions");
        List<UnaryFunction> smooth = List.of(
                UnaryFunction.TANH, UnaryFunction.ERF, UnaryFunction.SIN, UnaryFunction.COS, UnaryFunction.NEGATE);
        List<BinaryFunction> mixing = List.of(BinaryFunction.ADD, BinaryFunction.SUBTRACT, BinaryFunction.MULTIPLY);
        for (int i = 0; i < 100; i++) {
            List<Expr> made = new ArrayList<>(List.of(X, Y, Expr.constant(random.nextGaussian())));
            for (int step = 0; step < 8; step++) {
                Expr a = made.get(random.nextInt(made.size()));
                Expr b = made.get(random.nextInt(made.size()));
                made.add(
                        random.nextBoolean()
                                ? Expr.unary(smooth.get(random.nextInt(smooth.size())), a)
                                : Expr.unary(
                                        UnaryFunction.TANH,
                                        Expr.binary(mixing.get(random.nextInt(mixing.size())), a, b)));
            }
            check(made.get(made.size() - 1), random.nextGaussian(), random.nextGaussian());
        }
    }

    @Test
    void kinksFollowPyTorch() {
        assertEquals(0, at(Derivative.of(X.absolute(), 0), 0));
        assertEquals(0, at(Derivative.of(X.sign(), 0), 0));
        assertEquals(0.5, at(Derivative.of(X.max(Numbers.ZERO), 0), 0));
        assertEquals(0.5, at(Derivative.of(X.min(Y), 1), 2, 2));
    }

    @Test
    void anExponentOfZeroHasNoSlopeAtZero() {
        assertEquals(0, at(Derivative.of(X.pow(Y), 0), 0, 0));
        assertEquals(0, at(Derivative.of(X.pow(Numbers.ZERO), 0), 0));
        assertEquals(0, at(Derivative.of(X.pow(Y), 1), 0, 2));
        assertEquals(1, at(Derivative.of(X.pow(Y), 0), 0, 1));
    }

    @Test
    void aVariableThatDoesNotOccurHasADerivativeOfZero() {
        assertEquals(Numbers.ZERO, Derivative.of(Expr.exp(X), 1));
        assertEquals(Numbers.ZERO, Derivative.of(X.lessThan(Y), 0));
        assertEquals(Numbers.ZERO, Derivative.of(Expr.choose(X, Y, Y), 0));
    }

    @Test
    void theDerivativeOfALongSharedChainStaysSmall() {
        Expr e = X;
        for (int i = 0; i < 60; i++) {
            e = e.times(e).plus(X);
        }
        int instructions = Program.of(1, Derivative.of(e, 0)).instructions().size();
        assertTrue(instructions < 60 * 6, () -> instructions + " instructions");
    }
}
