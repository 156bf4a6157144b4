package dev.hebb.backend.cpu;

import static dev.hebb.nn.Activations.identity;
import static dev.hebb.nn.Activations.sigmoid;
import static dev.hebb.nn.Activations.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activation;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Adam;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import dev.hebb.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the number of threads may change: nothing in our kernels, the last bits where a library multiplies parts of a matrix. */
class ThreadBitsTest {
    private static final int[] THREADS = {2, 3, 8};

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @AfterEach
    void reset() {
        System.clearProperty(CpuThreads.PROPERTY);
    }

    /** Activations, softmax, sums over rows, columns and all, dropout, and an update in place. */
    private static Map<String, double[]> results(int threads, Precision precision, int rows, int columns) {
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        Value x = Value.input("x", TensorType.ofFloat(rows, columns));
        Value exp = x.minus(x.maxOver(-1)).exp();
        Value softmax = exp.over(exp.sumOver(-1));
        Value mask =
                Value.of(new DropoutMask(0.3, 1, Shape.of(rows, columns)), Value.input("random", TensorType.ofInt(4)));
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("softmax", softmax);
        outputs.put("dropped", x.times(mask));
        outputs.put("columns", softmax.times(x).sum(0));
        outputs.put("rows", x.square().sum(-1));
        outputs.put("all", x.times(softmax).sum());
        Random random = new Random(1);
        double[] numbers = random.doubles((long) rows * columns, -2, 2).toArray();
        try (Session session = new Session(Backends.open(CpuProvider.NAME), precision)) {
            BoundPlan plan = session.bind(session.compile(List.of(Graph.of(outputs))));
            plan.write("x", 0, numbers, 0, numbers.length);
            plan.write("random", 0, new int[] {7, 8, 9, 0}, 0, 4);
            plan.run();
            Map<String, double[]> results = new LinkedHashMap<>();
            outputs.forEach((name, value) -> {
                double[] result = new double[(int) value.shape().size()];
                plan.read(name, result, 0, result.length);
                results.put(name, result);
            });
            return results;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 10, FLOAT32",
        "1023, 513, FLOAT32",
        "300, 1025, FLOAT64",
        "1, 100001, FLOAT32",
        "100001, 1, FLOAT32"
    })
    void ourKernelsGiveTheSameBits(int rows, int columns, Precision precision) {
        Map<String, double[]> alone = results(1, precision, rows, columns);
        for (int threads : THREADS) {
            results(threads, precision, rows, columns)
                    .forEach((name, result) ->
                            assertArrayEquals(alone.get(name), result, name + ", " + threads + " threads"));
        }
    }

    private static Dataset random(int rows, int features) {
        Random random = new Random(1);
        float[][] x = new float[rows][features];
        int[] y = new int[rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < features; column++) {
                x[row][column] = random.nextFloat() - 0.5f;
            }
            y[row] = random.nextInt(10);
        }
        return Dataset.of(x, y);
    }

    /** The kernel of the second layer after two epochs. */
    private static double[] weights(int threads, int width, int depth, Activation activation, int batch) {
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        Sequential model = Sequential.input(100);
        for (int i = 0; i < depth; i++) {
            model.add(Dense.of(width, activation));
        }
        try (Model trained = model.add(Dense.of(10, identity())).seed(3).backend(CpuProvider.NAME)) {
            trained.compile(Adam.of(1e-4), Losses.sparseCategoricalCrossEntropyFromLogits());
            trained.fit(random(1500, 100), Fit.epochs(2).batchSize(batch));
            try (var kernel = trained.layer("dense_2").get("kernel")) {
                return kernel.ravel().toDoubleVector();
            }
        }
    }

    private static double[] wide(int threads) {
        return weights(threads, 256, 2, tanh(), 512);
    }

    @Test
    void aFitHasTheSameBitsAgainAndWithOtherThreadsAlmost() {
        double[] alone = wide(1);
        for (int threads : THREADS) {
            double[] together = wide(threads);
            assertArrayEquals(together, wide(threads), threads + " threads, again");
            double moved = 0;
            for (int i = 0; i < alone.length; i++) {
                assertEquals(alone[i], together[i], 1e-4, threads + " threads, weight " + i);
                moved = Math.max(moved, Math.abs(alone[i]));
            }
            assertTrue(moved > 0.01);
        }
    }

    /**
     * Alone and on two threads the sums over the rows run with all else, on more they do not. The libraries' kernels for AVX-512 give a part of a result as they
     * give the whole; others need not.
     */
    @ParameterizedTest
    @CsvSource({"24, 5, 256", "64, 8, 256", "64, 3, 300", "24, 5, 64"})
    void aFitOfNarrowLayersHasTheSameBits(int width, int depth, int batch) {
        double[] alone = weights(1, width, depth, sigmoid(), batch);
        for (int threads : THREADS) {
            double[] together = weights(threads, width, depth, sigmoid(), batch);
            if (Isa.best() == Isa.AVX512) {
                assertArrayEquals(alone, together, threads + " threads");
            }
            assertArrayEquals(alone, together, 1e-4, threads + " threads");
        }
    }
}
