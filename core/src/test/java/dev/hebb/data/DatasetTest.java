package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.shape.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DatasetTest {
    private static double[] all(Dataset.Column column, int rows) {
        double[] values = new double[rows * (int) column.rowShape().size()];
        column.gather(Order.ascending(rows), 0, rows, values);
        return values;
    }

    private static double[] input(Dataset data) {
        return all(data.inputs().get(0), data.rows());
    }

    private static double[] target(Dataset data) {
        return all(data.targets().get(0), data.rows());
    }

    private static double[] upTo(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> i);
        return values;
    }

    private static String message(Runnable run) {
        return assertThrows(DataException.class, run::run).getMessage();
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {
                "FLOAT",
                "DOUBLE",
                "HALF",
                "BFLOAT16",
                "INT",
                "LONG",
                "SHORT",
                "BYTE",
                "UBYTE",
                "UINT16",
                "UINT32",
                "UINT64"
            })
    void everyTypeOrderAndStrideIsReadByRows(DataType type) {
        for (char order : new char[] {'c', 'f'}) {
            try (INDArray x =
                    Nd4j.createFromArray(upTo(24)).reshape(4, 3, 2).castTo(type).dup(order)) {
                assertArrayEquals(upTo(24), input(Dataset.of(x)), type + " " + order);
                assertEquals(Shape.of(3, 2), Dataset.of(x).inputs().get(0).rowShape());
                INDArray turned = x.permute(1, 0, 2);
                assertArrayEquals(
                        new double[] {0, 1, 6, 7, 12, 13, 18, 19},
                        Arrays.copyOf(input(Dataset.of(turned)), 8),
                        type + " " + order);
                INDArray last = x.get(NDArrayIndex.interval(2, 4), NDArrayIndex.all(), NDArrayIndex.all());
                assertArrayEquals(Arrays.copyOfRange(upTo(24), 12, 24), input(Dataset.of(last)), type + " " + order);
                INDArray inner = x.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 3), NDArrayIndex.point(1));
                assertArrayEquals(
                        new double[] {3, 5, 9, 11, 15, 17, 21, 23}, input(Dataset.of(inner)), type + " " + order);
                boolean isInt = !type.isFPType();
                assertEquals(isInt, Dataset.of(x).inputs().get(0).isInt(), type.toString());
            }
        }
    }

    @Test
    void booleansAreInts() {
        try (INDArray y = Nd4j.createFromArray(true, false, true)) {
            assertTrue(Dataset.of(y).inputs().get(0).isInt());
            assertArrayEquals(new double[] {1, 0, 1}, input(Dataset.of(y)));
        }
    }

    @Test
    void theCallersArrayIsCopiedAndLeftAlone() {
        try (INDArray x = Nd4j.createFromArray(upTo(6)).reshape(3, 2)) {
            Dataset data = Dataset.of(x);
            assertArrayEquals(upTo(6), x.data().asDouble());
            x.putScalar(0, 99);
            assertArrayEquals(upTo(6), input(data));
            assertFalse(x.wasClosed());
        }
    }

    @Test
    void heapArraysAreCopiedToo() {
        double[][] x = {{1, 2}, {3, 4}};
        int[] y = {0, 1};
        double[] w = {1, 2};
        Dataset data = Dataset.of(x, y).withWeights(w);
        x[0][0] = 9;
        y[0] = 9;
        w[0] = 9;
        assertArrayEquals(new double[] {1, 2, 3, 4}, input(data));
        assertArrayEquals(new double[] {0, 1}, target(data));
        assertArrayEquals(new double[] {1, 2}, all(data.weights().orElseThrow(), 2));
    }

    @Test
    void anArrayOfAWorkspaceOutlivesItAndTheWorkspaceStaysOpen() {
        WorkspaceConfiguration size =
                WorkspaceConfiguration.builder().initialSize(1 << 20).build();
        Dataset data;
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(size, "DatasetTest")) {
            INDArray attached = Nd4j.createFromArray(upTo(6)).reshape(3, 2).dup('f');
            long used = workspace.getCurrentOffset();
            data = Dataset.of(attached);
            assertEquals(used, workspace.getCurrentOffset());
            assertTrue(workspace.isScopeActive());
            attached.assign(7);
        }
        assertArrayEquals(upTo(6), input(data));
        Nd4j.getWorkspaceManager()
                .destroyWorkspace(Nd4j.getWorkspaceManager().getWorkspaceForCurrentThread("DatasetTest"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1 << 20, (1 << 20) + 1})
    void rowsSpreadOverSeveralChunksComeBackInAnyOrder(int perRow) {
        int rows = perRow == 1 ? (1 << 21) + 3 : perRow == 3 ? 700_001 : 3;
        Random random = TestRandom.of("chunks " + perRow);
        int count = Math.min(rows, 50);
        int[] some = random.ints(count, 0, rows).toArray();
        try (INDArray x =
                Nd4j.arange(0, (double) rows * perRow).castTo(DataType.INT64).reshape(rows, perRow)) {
            for (DataType type : List.of(DataType.INT64, DataType.FLOAT, DataType.DOUBLE)) {
                try (INDArray typed = x.castTo(type)) {
                    double[] got = new double[(count + 1) * perRow];
                    Dataset.of(typed).inputs().get(0).gather(some, 0, count, got);
                    for (int i = 0; i < count * perRow; i++) {
                        double want = type == DataType.FLOAT
                                ? (float) x.getDouble(some[i / perRow], i % perRow)
                                : x.getDouble(some[i / perRow], i % perRow);
                        if (want != got[i]) {
                            assertEquals(want, got[i], TestRandom.describe(type + " row " + some[i / perRow]));
                        }
                        i += perRow > 3 ? 9973 : 0;
                    }
                }
            }
        }
    }

    @Test
    void everyColumnGathersIntoEveryTypeThatHoldsIt() {
        Dataset.Column floats =
                Dataset.of(new float[][] {{1.5f}, {2.5f}, {3.5f}}).inputs().get(0);
        Dataset.Column doubles =
                Dataset.of(new double[][] {{1.5}, {2.5}, {3.5}}).inputs().get(0);
        Dataset.Column ints =
                Dataset.of(new double[3][1], new int[] {7, 8, 9}).targets().get(0);
        int[] order = {0, 2, 1};
        for (Dataset.Column column : List.of(floats, doubles)) {
            float[] single = new float[2];
            column.gather(order, 1, 2, single);
            assertArrayEquals(new float[] {3.5f, 2.5f}, single);
            double[] wide = new double[2];
            column.gather(order, 1, 2, wide);
            assertArrayEquals(new double[] {3.5, 2.5}, wide);
            assertTrue(message(() -> column.gather(order, 0, 1, new int[1])).contains("withIntTargets()"));
        }
        float[] single = new float[2];
        ints.gather(order, 1, 2, single);
        assertArrayEquals(new float[] {9, 8}, single);
        int[] whole = new int[2];
        ints.gather(order, 1, 2, whole);
        assertArrayEquals(new int[] {9, 8}, whole);
    }

    @Test
    void aSelectionOfASelectionGoesBackToTheFirstRows() {
        Dataset data = Dataset.of(new double[][] {{0}, {1}, {2}, {3}}, new int[] {10, 11, 12, 13})
                .withWeights(1, 2, 3, 4);
        Dataset some = data.rows(new int[] {3, 1, 1, 0}).rows(new int[] {2, 0});
        assertEquals(2, some.rows());
        assertArrayEquals(new double[] {1, 3}, input(some));
        assertArrayEquals(new double[] {11, 13}, target(some));
        assertArrayEquals(new double[] {2, 4}, all(some.weights().orElseThrow(), 2));
        int[] classes = new int[1];
        some.targets().get(0).gather(new int[] {1}, 0, 1, classes);
        assertArrayEquals(new int[] {13}, classes);
    }

    @Test
    void aSelectionCanBeWeightedAnew() {
        Dataset some = Dataset.of(new double[][] {{0}, {1}, {2}})
                .rows(new int[] {2, 0})
                .withWeights(5, 6);
        Dataset one = some.rows(new int[] {1});
        assertArrayEquals(new double[] {0}, input(one));
        assertArrayEquals(new double[] {6}, all(one.weights().orElseThrow(), 1));
    }

    @Test
    void aSelectionDoesNotFollowTheCallersIndices() {
        int[] indices = {1, 0};
        Dataset some = Dataset.of(new double[][] {{0}, {1}}).rows(indices);
        indices[0] = 0;
        assertArrayEquals(new double[] {1, 0}, input(some));
    }

    @Test
    void badSelectionsAreRefused() {
        Dataset data = Dataset.of(new double[][] {{0}, {1}});
        assertEquals("expected rows from 0 to 1 but got 2 at place 1", message(() -> data.rows(new int[] {0, 2})));
        assertEquals("expected rows from 0 to 1 but got -1 at place 0", message(() -> data.rows(new int[] {-1})));
        assertEquals("expected one row or more of 2 but got none", message(() -> data.rows(new int[0])));
    }

    @Test
    void severalNamedInputsAndTargetsKeepTheirOrder() {
        try (INDArray a = Nd4j.zeros(3, 2);
                INDArray b = Nd4j.ones(3);
                INDArray y = Nd4j.createFromArray(0, 1, 2)) {
            Map<String, INDArray> inputs = new LinkedHashMap<>();
            inputs.put("b", b);
            inputs.put("a", a);
            Dataset data = Dataset.of(inputs, Map.of("kind", y));
            assertEquals(
                    List.of("b", "a"),
                    data.inputs().stream().map(Dataset.Column::name).toList());
            assertEquals(Shape.SCALAR, data.inputs().get(0).rowShape());
            assertEquals("kind", data.targets().get(0).name());
            assertTrue(data.targets().get(0).isInt());
            assertEquals("3 rows, inputs [b float[], a float[2]], targets [kind int[]]", data.toString());
        }
    }

    @Test
    void unequalAndMissingRowsAreRefused() {
        assertTrue(message(() -> Dataset.of(new double[2][1], new int[3])).contains("{input=2, target=3}"));
        assertTrue(message(() -> Dataset.of(new double[0][1])).contains("one row or more"));
        assertTrue(message(() -> Dataset.of(Map.of(), Map.of())).contains("one input or more"));
        assertEquals(
                "expected 2 numbers in every row, as in row 0, but got 1 in row 1 of input",
                message(() -> Dataset.of(new float[][] {{1, 2}, {3}})));
        try (INDArray x = Nd4j.zeros(2, 3);
                INDArray y = Nd4j.zeros(3);
                INDArray none = Nd4j.empty(DataType.FLOAT);
                INDArray scalar = Nd4j.scalar(1.0)) {
            assertTrue(message(() -> Dataset.of(x, y)).contains("{input=2, target=3}"));
            assertTrue(message(() -> Dataset.of(none)).contains("one row or more"));
            assertTrue(message(() -> Dataset.of(scalar)).contains("one row or more"));
        }
    }

    @Test
    void aClosedArrayIsRefused() {
        INDArray x = Nd4j.zeros(2, 2).dup();
        x.close();
        assertEquals("expected an open array but input was closed", message(() -> Dataset.of(x)));
    }

    @Test
    void textsAndIntegersPastThirtyTwoBitsAreRefused() {
        try (INDArray words = Nd4j.create("a", "b");
                INDArray large = Nd4j.createFromArray(1L, 3_000_000_000L)) {
            assertTrue(message(() -> Dataset.of(words)).contains("expected an array of numbers but got one of utf8"));
            assertTrue(message(() -> Dataset.of(large))
                    .contains("3000000000 in row 1 of input; cast the array to double"));
        }
    }

    @Test
    void weightsAreChecked() {
        Dataset data = Dataset.of(new double[2][1]);
        assertEquals("expected 2 weights, one per row, but got 3", message(() -> data.withWeights(1, 1, 1)));
        for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertEquals(
                    "expected finite weights of 0 or more but got " + wrong + " in row 1",
                    message(() -> data.withWeights(1, wrong)));
        }
        assertEquals("expected a weight above 0 but all 2 weights are 0", message(() -> data.withWeights(0, 0)));
    }

    @Test
    void wholeNumbersBecomeIntTargets() {
        Dataset data = Dataset.of(new double[3][1], new double[] {2, 0, 1}).withIntTargets();
        assertTrue(data.targets().get(0).isInt());
        int[] classes = new int[3];
        data.targets().get(0).gather(new int[] {0, 1, 2}, 0, 3, classes);
        assertArrayEquals(new int[] {2, 0, 1}, classes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, Double.NaN, Double.POSITIVE_INFINITY, 1e10})
    void otherNumbersDoNotBecomeIntTargets(double wrong) {
        String message = message(
                () -> Dataset.of(new double[2][1], new double[] {1, wrong}).withIntTargets());
        assertTrue(
                message.contains("got " + wrong + " in row 1 of target")
                        && message.contains("labels are outside the classes or in the wrong type"),
                message);
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        Dataset.Column column = Dataset.of(new double[2][1]).inputs().get(0);
        Dataset.Column named = new IntColumn("a", Shape.SCALAR, new Chunking("a", 1, Shape.SCALAR), new int[1][1]);
        assertEquals("", column.name());
        assertTrue(message(() -> new ColumnDataset(1, List.of(named, named), List.of(), Optional.empty()))
                .contains("'a' twice"));
    }
}
