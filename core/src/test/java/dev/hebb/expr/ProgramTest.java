package dev.hebb.expr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Expr X = Expr.variable(0);
    private static final Expr Y = Expr.variable(1);

    @Test
    void equalPartsAreComputedOnce() {
        Expr twice = Expr.exp(X.plus(Y)).times(Expr.exp(X.plus(Y)));
        assertEquals(
                "t2 = add x0 x1; t3 = exp t2; t4 = mul t3 t3 -> t4",
                Program.of(2, twice).toString());
    }

    @Test
    void swappedSidesOfACommutativeFunctionAreEqual() {
        assertEquals(Program.of(2, X.plus(Y)), Program.of(2, Y.plus(X)));
        assertEquals(Program.of(2, X.max(Y)), Program.of(2, Y.max(X)));
        assertNotEquals(Program.of(2, X.minus(Y)), Program.of(2, Y.minus(X)));
        assertNotEquals(Program.of(2, X.lessThan(Y)), Program.of(2, Y.lessThan(X)));
    }

    @Test
    void outputsMayBeInputsAndRepeat() {
        Program program = Program.of(2, Y, X.negated(), Y);
        assertArrayEquals(new double[] {5, -3, 5}, program.evaluate(3, 5));
    }

    @Test
    void evaluationTakesOneNumberPerInput() {
        assertThrows(IllegalArgumentException.class, () -> Program.of(2, X).evaluate(1));
    }

    @Test
    void usedInputsAreThoseThatAnOutputDependsOn() {
        assertEquals(List.of(1, 3), Program.of(4, Expr.variable(3).plus(Y)).usedInputs());
        assertEquals(List.of(), Program.of(2, Expr.constant(3)).usedInputs());
        assertEquals(List.of(0), Program.of(2, X).usedInputs());
    }

    @Test
    void canonicalTextHasConstantsAsParameters() {
        Program two = Program.of(1, X.times(2).plus(3));
        Program five = Program.of(1, X.times(5).plus(7));
        assertNotEquals(two.toString(), five.toString());
        assertEquals(two.canonical(), five.canonical());
        assertEquals(List.of(2.0, 3.0), two.constants());
        assertEquals(List.of(5.0, 7.0), five.constants());
    }

    @Test
    void inlinedProgramsComputeTheirComposition() {
        Program inner = Program.of(2, X.times(Y));
        Program outer = Program.of(2, X.minus(Y), Expr.exp(X));
        Program.Builder builder = new Program.Builder(2);
        int product = builder.inline(inner, List.of(0, 1)).get(0);
        Program whole = builder.build(builder.inline(outer, List.of(product, 0)));
        assertArrayEquals(new double[] {3 * 5 - 3, Math.exp(15)}, whole.evaluate(3, 5));
    }

    @Test
    void instructionsThatNoOutputNeedsAreLeftOut() {
        Program.Builder builder = new Program.Builder(1);
        builder.add(Expr.exp(X));
        int kept = builder.add(X.sin());
        Program program = builder.build(List.of(kept));
        assertEquals("t1 = sin x0 -> t1", program.toString());
    }

    @Test
    void aRegisterIsDefinedBeforeItIsRead() {
        Program.Instruction early = new Program.Instruction.Apply1(UnaryFunction.EXP, 1);
        assertThrows(IllegalArgumentException.class, () -> new Program(1, List.of(early), List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new Program(1, List.of(), List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> Program.of(1, Y));
    }

    @Test
    void constantsAreFoldedAndNeutralElementsDropped() {
        assertEquals(X, X.times(1));
        assertEquals(X, X.over(1));
        assertEquals(X, X.minus(0));
        assertEquals(X, X.pow(Numbers.ONE));
        assertEquals(Expr.constant(7), Expr.constant(3).times(2).plus(1));
        assertEquals(X, Expr.choose(Numbers.ONE, X, Y));
        assertEquals(Y, Expr.choose(Numbers.ZERO, X, Y));
    }

    @Test
    void zeroTimesAnythingStaysSinceItMayBeNaN() {
        assertTrue(Double.isNaN(Program.of(1, X.times(0)).evaluate(Double.POSITIVE_INFINITY)[0]));
        assertEquals(0.0, Program.of(1, X.plus(0)).evaluate(-0.0)[0]);
    }

    @Test
    void negativeZeroIsAConstantOfItsOwn() {
        assertEquals(
                2,
                Program.of(0, Numbers.ZERO, Expr.constant(-0.0)).instructions().size());
    }

    @Test
    void everyFunctionPropagatesNaN() {
        for (UnaryFunction function : UnaryFunction.values()) {
            assertTrue(Double.isNaN(function.apply(Double.NaN)), function::symbol);
        }
        for (BinaryFunction function : List.of(BinaryFunction.MINIMUM, BinaryFunction.MAXIMUM, BinaryFunction.ADD)) {
            assertTrue(
                    Double.isNaN(function.apply(1, Double.NaN)) && Double.isNaN(function.apply(Double.NaN, 1)),
                    function::symbol);
        }
    }
}
