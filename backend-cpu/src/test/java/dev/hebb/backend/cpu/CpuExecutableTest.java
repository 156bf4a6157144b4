package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.backend.TrainingStep;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class CpuExecutableTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    private static final int STEPS = 100;
    private static final List<TrainingStep> NETWORKS =
            List.of(new TrainingStep(32, 64, 48, 10), new TrainingStep(7, 13, 5, 3));

    private static double[] losses(Backend backend, Precision precision, TrainingStep step) {
        try (Session session = new Session(backend, precision)) {
            session.state("parameters", step.parameters()).write(0, step.weights(), 0, step.parameters());
            BoundPlan plan = session.bind(session.compile(List.of(step.graph())));
            plan.write("x", 0, step.rows(), 0, step.rows().length);
            plan.write("y", 0, step.labels(), 0, step.batch());
            plan.write("rate", 0, new double[] {1e-3}, 0, 1);
            double[] losses = new double[STEPS];
            for (int i = 0; i < STEPS; i++) {
                plan.run();
                plan.read("loss", losses, i, 1);
            }
            return losses;
        }
    }

    @Test
    void aHundredStepsHaveTheLossesOfTheReference() {
        for (TrainingStep step : NETWORKS) {
            for (Precision precision : Precision.values()) {
                double[] wanted = losses(Backends.open("nd4j"), precision, step);
                double[] got = losses(Backends.open("cpu"), precision, step);
                double tolerance = precision == Precision.FLOAT32 ? 1e-5 : 1e-12;
                assertTrue(wanted[STEPS - 1] < wanted[0]);
                for (int i = 0; i < STEPS; i++) {
                    assertEquals(wanted[i], got[i], tolerance * Math.abs(wanted[i]), step + " " + precision + " " + i);
                }
            }
        }
    }

    @Test
    void twoSessionsAtOnceGiveTheBitsOfOne() throws Exception {
        TrainingStep step = NETWORKS.get(0);
        double[] alone = losses(Backends.open("cpu"), Precision.FLOAT32, step);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<double[]> run = () -> losses(Backends.open("cpu"), Precision.FLOAT32, step);
            for (Future<double[]> result : threads.invokeAll(List.of(run, run, run, run))) {
                assertArrayEquals(alone, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void denormalsAreFlushedWithinARunAndOnlyThere() {
        Value x = Value.input("x", TensorType.ofFloat(3));
        try (Session session = new Session(Backends.open("cpu"), Precision.FLOAT64)) {
            BoundPlan plan = session.bind(session.compile(List.of(Graph.of(Map.of("y", x.times(0.5))))));
            plan.write("x", 0, new double[] {Double.MIN_NORMAL, Double.MIN_VALUE * 4, 1}, 0, 3);
            plan.run();
            double[] y = new double[3];
            plan.read("y", y, 0, 3);
            assertArrayEquals(new double[] {0, 0, 0.5}, y);
            assertNotEquals(0, Double.longBitsToDouble(plan.hashCode() | 2L) * 0.5, "Java's own arithmetic");
        }
    }

    @Test
    void theNumberOfThreadsOfOpenblasIsLeftAlone() {
        new CpuProvider().open().close();
        int before = Nd4j.factory().blas().getMaxThreads();
        try {
            Nd4j.factory().blas().setMaxThreads(3);
            losses(Backends.open("cpu"), Precision.FLOAT32, NETWORKS.get(0));
            assertEquals(3, Nd4j.factory().blas().getMaxThreads());
        } finally {
            Nd4j.factory().blas().setMaxThreads(before);
        }
    }

    @Test
    void dropoutDrawsTheBitsOfTheReferenceWhereverABatchStarts() {
        for (int row : new int[] {0, 1, 5, 1000}) {
            DropoutMask op = new DropoutMask(0.3, 7, Shape.of(37, 13));
            Value random = Value.input("random", TensorType.ofInt(4));
            try (Session session = new Session(Backends.open("cpu"), Precision.FLOAT64)) {
                BoundPlan plan = session.bind(session.compile(List.of(Graph.of(Map.of("mask", Value.of(op, random))))));
                plan.write("random", 0, new int[] {-5, 123456789, 3, row}, 0, 4);
                plan.run();
                double[] got = new double[37 * 13];
                plan.read("mask", got, 0, got.length);
                double[] wanted = new double[got.length];
                op.draw(-5 & 0xFFFFFFFFL | 123456789L << 32, 3, row, wanted);
                assertArrayEquals(wanted, got);
            }
        }
    }
}
