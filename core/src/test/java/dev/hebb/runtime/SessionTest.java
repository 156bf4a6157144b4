package dev.hebb.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Arena;
import dev.hebb.backend.Backends;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Update;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.State;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SessionTest {
    private final Session session = new Session(Backends.open("nd4j"), Precision.FLOAT64);
    private final Value total = Value.of(new State("totals", 2, TensorType.ofFloat(2), "total"));
    private final Value counter = Value.of(new State("counters", 0, TensorType.ofInt(2), "counter"));
    private final Value x = Value.input("x", TensorType.ofFloat(2));
    private final Value labels = Value.input("labels", TensorType.ofInt(2));

    @AfterEach
    void close() {
        session.close();
    }

    private BoundPlan bind(Graph... stages) {
        return session.bind(session.compile(List.of(stages)));
    }

    private static double[] read(BoundPlan plan, String output, int count) {
        double[] numbers = new double[count];
        plan.read(output, numbers, 0, count);
        return numbers;
    }

    @Test
    void plansShareStatesOfBothKinds() {
        BoundPlan add =
                bind(new Graph(Map.of(), List.of(new Update(total, total.plus(x)), new Update(counter, labels))));
        BoundPlan look = bind(Graph.of(Map.of("total", total, "counter", counter)));
        add.write("x", 0, new double[] {1, 2}, 0, 2);
        add.write("labels", 0, new int[] {7, 8}, 0, 2);
        add.run();
        add.run();
        look.run();
        assertArrayEquals(new double[] {2, 4}, read(look, "total", 2));
        int[] counters = new int[2];
        look.read("counter", counters, 0, 2);
        assertArrayEquals(new int[] {7, 8}, counters);
    }

    @Test
    void outputsHoldTheStateBeforeItsUpdate() {
        BoundPlan plan = bind(new Graph(Map.of("before", total), List.of(new Update(total, total.plus(x)))));
        plan.write("x", 1, new float[] {5}, 0, 1);
        plan.run();
        assertArrayEquals(new double[2], read(plan, "before", 2));
        plan.run();
        assertArrayEquals(new double[] {0, 5}, read(plan, "before", 2));
    }

    @Test
    void statesAreExchangedAndShifted() {
        Value other = Value.of(new State("totals", 4, TensorType.ofFloat(2), "other"));
        BoundPlan plan = bind(new Graph(Map.of(), List.of(new Update(total, other), new Update(other, total))));
        session.state("totals", 6).write(0, new double[] {0, 0, 1, 2, 3, 4}, 0, 6);
        plan.run();
        double[] after = new double[6];
        session.state("totals", 6).read(0, after, 0, 6);
        assertArrayEquals(new double[] {0, 0, 3, 4, 1, 2}, after);
        Value moved = Value.of(new State("totals", 3, TensorType.ofFloat(2), "moved"));
        bind(new Graph(Map.of(), List.of(new Update(total, moved)))).run();
        session.state("totals", 6).read(0, after, 0, 6);
        assertArrayEquals(new double[] {0, 0, 4, 1, 1, 2}, after);
    }

    @Test
    void arraysGoInAndComeOut() {
        BoundPlan plan = bind(Graph.of(Map.of("double", x.times(2))));
        try (INDArray row = Nd4j.createFromArray(1.5f, 2.5f)) {
            plan.write("x", row);
            plan.run();
        }
        try (INDArray doubled = plan.read("double")) {
            assertArrayEquals(new double[] {3, 5}, doubled.toDoubleVector());
        }
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> plan.write("x", Nd4j.zeros(2, 1)));
        assertEquals("expected [2] but got [2, 1] for x", e.getMessage());
    }

    @Test
    void unknownNamesAndTooManyNumbersAreRefused() {
        BoundPlan plan = bind(Graph.of(Map.of("double", x.times(2))));
        assertTrue(plan.hasInput("x"));
        assertFalse(plan.hasInput("labels"));
        assertThrows(IllegalArgumentException.class, () -> plan.write("y", 0, new double[1], 0, 1));
        assertThrows(IllegalArgumentException.class, () -> plan.write("x", 1, new double[2], 0, 2));
        assertThrows(IllegalArgumentException.class, () -> plan.write("x", Long.MAX_VALUE, new double[2], 0, 2));
        assertThrows(IllegalArgumentException.class, () -> plan.read("double", new double[3], 0, 3));
        assertThrows(IllegalArgumentException.class, () -> plan.read("double", new int[1], 0, 1));
    }

    @Test
    void aStateIsMadeOnceAndNeverTooSmall() {
        Arena state = session.state("parameters", 3);
        assertSame(state, session.state("parameters", 2));
        assertThrows(IllegalArgumentException.class, () -> session.state("parameters", 4));
        session.dropState("parameters");
        session.dropState("parameters");
        assertNotSame(state, session.state("parameters", 4));
    }
}
