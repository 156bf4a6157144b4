package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.GatherRows;
import dev.hebb.graph.op.ScatterAddRows;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;

/** What every backend does with linked plans; here the reference. */
class ExecutableContractTest {
    private static final int RUNS = 5000;
    private static final int BLOCKS = 12;
    private static final long MEBIBYTE = 1 << 20;

    Backend backend() {
        return Backends.open("nd4j");
    }

    private static BoundPlan training(Session session, TrainingStep step) {
        session.state("parameters", step.parameters()).write(0, step.weights(), 0, step.parameters());
        BoundPlan plan = session.bind(session.compile(List.of(step.graph())));
        plan.write("x", 0, step.rows(), 0, step.rows().length);
        plan.write("y", 0, step.labels(), 0, step.batch());
        plan.write("rate", 0, new double[] {1e-3}, 0, 1);
        return plan;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void trainingLowersTheLoss(Precision precision) {
        try (Session session = new Session(backend(), precision)) {
            BoundPlan plan = training(session, new TrainingStep(8, 16, 8, 4));
            double[] loss = new double[2];
            plan.run();
            plan.read("loss", loss, 0, 1);
            for (int i = 0; i < 100; i++) {
                plan.run();
            }
            plan.read("loss", loss, 1, 1);
            assertTrue(loss[1] < loss[0], loss[0] + " to " + loss[1]);
        }
    }

    /** A leak shows in every block of runs; that the Java heap takes its memory, or the compiler does, only in the first ones. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void runningAllocatesNothingOutsideTheHeap(Precision precision) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "the resident size is read from /proc");
        try (Session session = new Session(backend(), precision)) {
            BoundPlan plan = training(session, new TrainingStep(8, 16, 8, 4));
            double[] rows = new TrainingStep(8, 16, 8, 4).rows();
            List<String> blocks = new ArrayList<>();
            for (int block = 0; block < BLOCKS; block++) {
                System.gc();
                Thread.sleep(200);
                long bytes = Pointer.totalBytes();
                long count = Pointer.totalCount();
                long resident = residentBytes();
                for (int i = 0; i < RUNS; i++) {
                    plan.write("x", 0, rows, 0, rows.length);
                    plan.run();
                }
                long grown = residentBytes() - resident;
                blocks.add("bytes " + (Pointer.totalBytes() - bytes) + ", pointers " + (Pointer.totalCount() - count)
                        + ", resident " + grown);
                if (Pointer.totalBytes() <= bytes && Pointer.totalCount() <= count && grown < 8 * MEBIBYTE) {
                    return;
                }
            }
            throw new AssertionError("every block of " + RUNS + " runs allocated: " + blocks);
        }
    }

    private static long residentBytes() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(any -> any.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void threadsWithExecutablesOfTheirOwnGiveTheBitsOfOne(Precision precision) throws Exception {
        TrainingStep step = new TrainingStep(128, 256, 128, 10);
        try (Session session = new Session(backend(), precision)) {
            session.state("parameters", step.parameters()).write(0, step.weights(), 0, step.parameters());
            double[] alone = logits(session, step).call();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Callable<double[]>> runs = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    runs.add(logits(session, step));
                }
                for (Future<double[]> result : threads.invokeAll(runs)) {
                    assertArrayEquals(alone, result.get());
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    private static Callable<double[]> logits(Session session, TrainingStep step) {
        BoundPlan plan = session.bind(session.compile(List.of(step.forward())));
        plan.write("x", 0, step.rows(), 0, step.rows().length);
        return () -> {
            double[] result = new double[step.batch() * step.classes()];
            for (int i = 0; i < 2; i++) {
                plan.run();
            }
            plan.read("logits", result, 0, result.length);
            return result;
        };
    }

    @Test
    void rowNumbersOutsideTheTableAreRefusedAndNothingCrashes() {
        Value table = Value.input("table", TensorType.ofFloat(3, 2));
        Value index = Value.input("index", TensorType.ofInt(2));
        Value values = Value.input("values", TensorType.ofFloat(2, 2));
        Graph gather = Graph.of(Map.of("y", Value.of(new GatherRows(), table, index)));
        Graph scatter = Graph.of(Map.of("y", Value.of(new ScatterAddRows(3), index, values)));
        try (Session session = new Session(backend(), Precision.FLOAT32)) {
            for (Graph graph : List.of(gather, scatter)) {
                BoundPlan plan = session.bind(session.compile(List.of(graph)));
                for (int bad : new int[] {-1, 3, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                    plan.write("index", 0, new int[] {1, bad}, 0, 2);
                    BackendException e = assertThrows(BackendException.class, plan::run);
                    assertTrue(
                            e.getMessage()
                                    .startsWith("expected row numbers from 0 to 2 but got " + bad + " at index 1"),
                            e.getMessage());
                }
                plan.write("index", 0, new int[] {1, 2}, 0, 2);
                plan.run();
            }
        }
    }

    @Test
    void whatIsClosedDoesNotRun() {
        TrainingStep step = new TrainingStep(2, 3, 4, 2);
        Session session = new Session(backend(), Precision.FLOAT64);
        BoundPlan first = training(session, step);
        BoundPlan second = training(session, step);
        first.close();
        first.close();
        assertThrows(IllegalStateException.class, first::run);
        second.run();
        session.state("m", 1).close();
        assertThrows(IllegalStateException.class, second::run);
        assertThrows(IllegalStateException.class, () -> session.bind(second.plan()));
        session.close();
        session.close();
        assertThrows(IllegalStateException.class, second::run);
        assertThrows(IllegalStateException.class, () -> session.bind(second.plan()));
    }

    /** Whoever closes while another thread runs gets no crash: the run ends, later ones are refused. */
    @Test
    void closingDuringARunIsSafe() throws Exception {
        for (int i = 0; i < 20; i++) {
            Session session = new Session(backend(), Precision.FLOAT32);
            BoundPlan plan = training(session, new TrainingStep(32, 64, 64, 10));
            Thread runner = new Thread(() -> assertThrows(IllegalStateException.class, () -> {
                while (true) {
                    plan.run();
                }
            }));
            runner.start();
            Thread.sleep(5);
            session.close();
            runner.join();
        }
    }

    @Test
    void theDefaultsOfNd4jStayAsTheyAre() {
        var dataType = Nd4j.dataType();
        long seed = Nd4j.getRandom().getSeed();
        try (Session session = new Session(backend(), Precision.FLOAT64)) {
            training(session, new TrainingStep(2, 3, 4, 2)).run();
        }
        assertEquals(dataType, Nd4j.dataType());
        assertEquals(seed, Nd4j.getRandom().getSeed());
    }
}
