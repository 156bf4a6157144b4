package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.backend.Trial;
import dev.hebb.compile.Compiler;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.Precision;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products that sum over the rows: of small whole numbers, so that no order of the sums changes them. */
class ProductsTest {
    private static final int[] ROWS = {1, 2, 15, 16, 17, 255, 256, 257, 400, 511, 512, 513, 1025, 3100};
    private static final int[][] SIDES = {{1, 1}, {1, 2}, {2, 1}, {3, 2}, {8, 10}, {64, 64}, {200, 1}};

    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @AfterEach
    void reset() {
        System.clearProperty(CpuThreads.PROPERTY);
    }

    private static double[] wholeNumbers(int rows, int columns, Random random) {
        return random.ints((long) rows * columns, -4, 5).asDoubleStream().toArray();
    }

    private static double[] sums(int rows, int[] sides, double[] a, double[] b) {
        double[] sums = new double[sides[0] * sides[1]];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += a[row * sides[0] + i / sides[1]] * b[row * sides[1] + i % sides[1]];
            }
        }
        return sums;
    }

    private static void check(Backend backend, Precision precision, int rows, String what) {
        Random random = new Random(rows);
        for (int[] sides : SIDES) {
            Value a = Value.input("a", TensorType.ofFloat(rows, sides[0]));
            Value b = Value.input("b", TensorType.ofFloat(rows, sides[1]));
            Graph graph = Graph.of(Map.of("c", Value.of(new MatrixProduct(true, false), a, b)));
            double[] ofA = wholeNumbers(rows, sides[0], random);
            double[] ofB = wholeNumbers(rows, sides[1], random);
            Trial trial =
                    new Trial(backend, precision, List.of(graph)).feed("a", ofA).feed("b", ofB);
            double[] got = trial.run(Compiler.compile(graph, precision, backend.target()), 1)
                    .get("c");
            assertArrayEquals(sums(rows, sides, ofA, ofB), got, () -> what + sides[0] + " x " + sides[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sumsOverAnyNumberOfRowsAreThoseOfAPlainLoop(int threads) {
        System.setProperty(CpuThreads.PROPERTY, Integer.toString(threads));
        try (Backend backend = Backends.open(CpuProvider.NAME)) {
            for (Precision precision : Precision.values()) {
                for (int rows : ROWS) {
                    check(backend, precision, rows, precision + ", " + rows + " rows to ");
                }
            }
        }
    }
}
