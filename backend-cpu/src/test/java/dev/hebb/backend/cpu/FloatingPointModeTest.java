package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.backend.BackendException;
import dev.hebb.backend.TrainingStep;
import dev.hebb.expr.BinaryFunction;
import dev.hebb.expr.Expr;
import dev.hebb.expr.Program;
import dev.hebb.expr.UnaryFunction;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Expression;
import dev.hebb.graph.op.GatherRows;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Denormal numbers count as 0 within a run, and a run leaves the thread that asked for it as it was. */
class FloatingPointModeTest {
    private static final float[] SMALL = {
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-40f,
        -1e-40f,
        Float.MIN_NORMAL - Float.MIN_VALUE,
        0,
        Float.MIN_NORMAL,
        1,
        -1
    };
    /** Those that select or move numbers may keep a denormal as it is. */
    private static final EnumSet<UnaryFunction> MOVING = EnumSet.of(UnaryFunction.NEGATE, UnaryFunction.ABSOLUTE);

    private static final EnumSet<BinaryFunction> SELECTING = EnumSet.of(BinaryFunction.MINIMUM, BinaryFunction.MAXIMUM);

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @AfterEach
    void useBest() {
        Kernels.baselineOnly(false);
    }

    private static double flushed(double x) {
        return Math.abs(x) < Float.MIN_NORMAL ? 0 * x : x;
    }

    private static float[] run(Program program, float[]... data) {
        try (Session session = new Session(new CpuProvider().open(), Precision.FLOAT32)) {
            List<Value> inputs = new ArrayList<>();
            for (int i = 0; i < data.length; i++) {
                inputs.add(Value.input("x" + i, TensorType.ofFloat(data[i].length)));
            }
            Graph graph = Graph.of(Map.of("y", Value.of(new Expression("tested", program), inputs)));
            BoundPlan plan = session.bind(session.compile(List.of(graph)));
            for (int i = 0; i < data.length; i++) {
                plan.write("x" + i, 0, data[i], 0, data[i].length);
            }
            plan.run();
            float[] y = new float[data[0].length];
            plan.read("y", y, 0, y.length);
            return y;
        }
    }

    private static void assertFlushed(String what, double wanted, float got) {
        double expected = (float) flushed(wanted);
        boolean same = Double.isNaN(expected)
                ? Float.isNaN(got)
                : expected == got || Math.abs(expected - got) <= 8 * Math.ulp((float) expected) && flushed(got) == got;
        if (!same) {
            throw new AssertionError(what + ": expected " + expected + " but got " + got);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void denormalsCountAsZeroWithinARun(boolean baseline) {
        Kernels.baselineOnly(baseline);
        for (UnaryFunction function : UnaryFunction.values()) {
            float[] y = run(Program.of(1, Expr.unary(function, Expr.variable(0))), SMALL);
            for (int i = 0; i < SMALL.length; i++) {
                double x = MOVING.contains(function) ? SMALL[i] : flushed(SMALL[i]);
                assertFlushed(function + " of " + SMALL[i], function.apply(x), (float) flushed(y[i]));
            }
        }
        float[] a = new float[SMALL.length * SMALL.length];
        float[] b = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            a[i] = SMALL[i / SMALL.length];
            b[i] = SMALL[i % SMALL.length];
        }
        for (BinaryFunction function : BinaryFunction.values()) {
            float[] y = run(Program.of(2, Expr.binary(function, Expr.variable(0), Expr.variable(1))), a, b);
            for (int i = 0; i < a.length; i++) {
                double wanted = function.apply(flushed(a[i]), flushed(b[i]));
                float got = SELECTING.contains(function) ? (float) flushed(y[i]) : y[i];
                if (function == BinaryFunction.POWER && Float.compare((float) function.apply(a[i], b[i]), got) == 0) {
                    continue; // the C library's looks at the bits
                }
                assertFlushed(function + " of " + a[i] + " and " + b[i], wanted, got);
            }
        }
    }

    /** Java's arithmetic on denormals, as the compiler cannot know it beforehand, and how it rounds. */
    private static String ofJava() {
        float small = Float.intBitsToFloat(3 + (int) (System.nanoTime() & 0));
        double smaller = Double.longBitsToDouble(5 + (System.nanoTime() & 0));
        float one = 1 + (System.nanoTime() & 0);
        return small * 0.5f + " " + small / 3 + " " + (small + small) + " " + smaller * 0.5 + " " + (smaller + smaller)
                + " " + one / 3 + " " + -one / 3 + " " + (one + 0x1p-24f) + " " + (one + 0x1.8p-24f) + " "
                + Math.sqrt(one * 2);
    }

    @Test
    void aStepLeavesTheModeOfItsThread() {
        String before = ofJava();
        assertEquals("2.8E-45 1.4E-45 8.4E-45", before.substring(0, before.indexOf(" ", before.indexOf("8.4E"))));
        TrainingStep step = new TrainingStep(256, 64, 128, 10);
        try (Session session = new Session(new CpuProvider().open(), Precision.FLOAT32)) {
            session.state("parameters", step.parameters()).write(0, step.weights(), 0, step.parameters());
            BoundPlan plan = session.bind(session.compile(List.of(step.graph())));
            plan.write("x", 0, step.rows(), 0, step.rows().length);
            plan.write("y", 0, step.labels(), 0, step.batch());
            plan.write("rate", 0, new double[] {1e-3}, 0, 1);
            for (int i = 0; i < 3; i++) {
                plan.run();
                assertEquals(before, ofJava());
            }
        }
        assertEquals(before, ofJava());
    }

    @Test
    void aStepThatFailsLeavesTheModeOfItsThread() {
        String before = ofJava();
        Value table = Value.input("table", TensorType.ofFloat(3, 2));
        Value index = Value.input("index", TensorType.ofInt(2));
        Graph gather = Graph.of(Map.of("y", Value.of(new GatherRows(), table, index)));
        try (Session session = new Session(new CpuProvider().open(), Precision.FLOAT32)) {
            BoundPlan plan = session.bind(session.compile(List.of(gather)));
            plan.write("index", 0, new int[] {1, 7}, 0, 2);
            Assertions.assertThrows(BackendException.class, plan::run);
            assertEquals(before, ofJava());
        }
    }
}
