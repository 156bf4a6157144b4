package dev.hebb.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.graph.Node;
import dev.hebb.graph.Oracle;
import dev.hebb.graph.Value;
import dev.hebb.shape.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private static final Expr X = Expr.variable(0);
    private static final Expr Y = Expr.variable(1);

    @Test
    void forwardGivesTheProgramBack() {
        Expr shared = Expr.exp(X.times(Y));
        Expr whole = Expr.choose(X.lessThan(Y), shared.plus(2.5), shared.max(Y).negated());
        Program program = Program.of(2, whole);
        Expression op = new Expression("custom", program);
        assertEquals(program, Program.of(2, op.forward(List.of(X, Y))));
        assertEquals("custom", op.name());
        assertEquals(2, op.arity());
    }

    @Test
    void forwardSubstitutesItsArguments() {
        Expression op = new Expression("difference", Program.of(2, X.minus(Y)));
        assertEquals(Program.of(2, Y.minus(X)), Program.of(2, op.forward(List.of(Y, X))));
    }

    @Test
    void severalOutputsAreSeveralValues() {
        Expression op = new Expression("both", Program.of(2, X.plus(Y), X.times(Y)));
        Value x = Value.input("x", TensorType.ofFloat(3));
        Value y = Value.input("y", TensorType.ofFloat());
        Node node = Node.of(op, List.of(x, y));
        assertEquals(List.of(TensorType.ofFloat(3), TensorType.ofFloat(3)), node.types());
        List<double[]> got = new Oracle().feed("x", 1, 2, 3).feed("y", 10).evaluate(node.outputs());
        assertArrayEquals(new double[] {11, 12, 13}, got.get(0));
        assertArrayEquals(new double[] {10, 20, 30}, got.get(1));
        assertThrows(IllegalStateException.class, () -> op.forward(List.of(X, Y)));
    }

    @Test
    void aProgramWithoutOutputIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Expression("none", new Program(1, List.of(), List.of())));
    }

    @Test
    void theMethodsOfValueBuildTheNamedOps() {
        Value x = Value.input("x", TensorType.ofFloat(2));
        assertEquals(new Negate(), x.negated().node().op());
        assertEquals(new Absolute(), x.absolute().node().op());
        assertEquals(new Exponential(), x.exp().node().op());
        assertEquals(new Logarithm(), x.log().node().op());
        assertEquals(new SquareRoot(), x.sqrt().node().op());
        assertEquals(new ReciprocalSquareRoot(), x.rsqrt().node().op());
        assertEquals(new Square(), x.square().node().op());
        assertEquals("cube", x.map("cube", e -> e.times(e).times(e)).node().op().name());
    }
}
