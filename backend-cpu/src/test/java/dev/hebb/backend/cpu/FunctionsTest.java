package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.expr.UnaryFunction;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every function of one number in float32, at a million numbers spread evenly over all bit patterns and at as many between -20 and 20, against double
 * precision. The bounds, in units in the last place, are what users may rely on.
 */
class FunctionsTest {
    private static final int NUMBERS = 1 << 20;

    /** Odd, so that successive steps of this size through the bit patterns reach every exponent with ever other digits. */
    private static final int STRIDE = 4093;

    private static final Map<UnaryFunction, Double> BOUNDS = Map.ofEntries(
            Map.entry(UnaryFunction.NEGATE, 0.0),
            Map.entry(UnaryFunction.ABSOLUTE, 0.0),
            Map.entry(UnaryFunction.EXP, 1.5),
            Map.entry(UnaryFunction.EXPM1, 2.0),
            Map.entry(UnaryFunction.LOG, 1.0),
            Map.entry(UnaryFunction.LOG1P, 2.0),
            Map.entry(UnaryFunction.SQRT, 0.51),
            Map.entry(UnaryFunction.RSQRT, 1.5),
            Map.entry(UnaryFunction.TANH, 6.0),
            Map.entry(UnaryFunction.ERF, 6.0),
            Map.entry(UnaryFunction.SIN, 1.0),
            Map.entry(UnaryFunction.COS, 1.0),
            Map.entry(UnaryFunction.SIGN, 0.0));

    @AfterEach
    void useBest() {
        Kernels.baselineOnly(false);
    }

    private static float[] everywhere() {
        float[] x = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            x[i] = Float.intBitsToFloat(i * STRIDE);
        }
        return x;
    }

    private static float[] near() {
        float[] x = new float[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            x[i] = (i - NUMBERS / 2) * (40f / NUMBERS);
        }
        return x;
    }

    private static float[] run(UnaryFunction function, float[] x) {
        try (Session session = new Session(new CpuProvider().open(), Precision.FLOAT32)) {
            Program program = Program.of(1, Expr.unary(function, Expr.variable(0)));
            Value input = Value.input("x", TensorType.ofFloat(x.length));
            Graph graph = Graph.of(Map.of("y", Value.of(new Expression("tested", program), List.of(input))));
            BoundPlan plan = session.bind(session.compile(List.of(graph)));
            plan.write("x", 0, x, 0, x.length);
            plan.run();
            float[] y = new float[x.length];
            plan.read("y", y, 0, y.length);
            return y;
        }
    }

    private static boolean isDenormal(double x) {
        return Math.abs(x) < Float.MIN_NORMAL;
    }

    /** In units in the last place; 0 where both are the same or too small to count. */
    private static double error(UnaryFunction function, float x, float y) {
        double wanted = function.apply(isDenormal(x) ? 0 * x : x);
        float rounded = (float) wanted;
        if (Float.isNaN(rounded) || Float.isInfinite(rounded) || Float.isNaN(y) || Float.isInfinite(y)) {
            boolean same = Float.compare(rounded, y) == 0;
            boolean atTheEnd = Math.abs(rounded) == Float.MAX_VALUE || Math.abs(y) == Float.MAX_VALUE;
            return same ? 0 : atTheEnd ? 1 : Double.POSITIVE_INFINITY;
        }
        return isDenormal(wanted) && Math.abs(y) <= Float.MIN_NORMAL ? 0 : Math.abs(y - wanted) / Math.ulp(rounded);
    }

    @ParameterizedTest
    @EnumSource
    void everyFunctionIsWithinItsBoundOverAllNumbers(Isa isa) {
        Kernels.use(isa);
        StringBuilder worst = new StringBuilder();
        boolean fine = true;
        for (UnaryFunction function : UnaryFunction.values()) {
            for (float[] x : List.of(everywhere(), near())) {
                float[] y = run(function, x);
                double largest = 0;
                int at = 0;
                for (int i = 0; i < x.length; i++) {
                    double error = error(function, x[i], y[i]);
                    if (error > largest) {
                        largest = error;
                        at = i;
                    }
                }
                double bound = BOUNDS.getOrDefault(function, -1.0);
                fine &= largest <= bound;
                worst.append(String.format("%n%s: %.3f of %.3f at %s: %s", function, largest, bound, x[at], y[at]));
            }
        }
        assertTrue(fine, worst.toString());
    }
}
