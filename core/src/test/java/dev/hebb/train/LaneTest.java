package dev.hebb.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backend;
import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.data.Datasets;
import dev.hebb.data.Order;
import dev.hebb.graph.Graph;
import dev.hebb.graph.Value;
import dev.hebb.graph.op.Cast;
import dev.hebb.runtime.BoundPlan;
import dev.hebb.runtime.Session;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import dev.hebb.shape.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches in a plan's input are the rows that columns gather; here on the reference. */
class LaneTest {
    private static final int ROWS = 40;
    private static final int PER_ROW = 11;

    private final Random random = new Random(5);

    Backend backend() {
        return Backends.open("nd4j");
    }

    private double[][] doubles() {
        double[][] rows = new double[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = random.doubles(PER_ROW, -3, 3).toArray();
        }
        return rows;
    }

    private float[][] floats() {
        float[][] rows = new float[ROWS][PER_ROW];
        for (float[] row : rows) {
            for (int i = 0; i < PER_ROW; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    /** The rows themselves, some of them with repetitions, some of those, and those with weights of their own. */
    private List<Dataset> views(Dataset data) {
        int[] some = random.ints(70, 0, ROWS).toArray();
        Dataset ofSome = data.rows(some).rows(random.ints(55, 0, some.length).toArray());
        Dataset weighted = ofSome.withWeights(random.doubles(55).toArray());
        return List.of(
                data,
                data.rows(some),
                ofSome,
                weighted,
                weighted.rows(random.ints(30, 0, 55).toArray()));
    }

    private static BoundPlan plan(Session session, int rows, int perRow, boolean isInt) {
        Value x = Value.input("x", isInt ? TensorType.ofInt(rows, perRow) : TensorType.ofFloat(rows, perRow));
        return session.bind(session.compile(
                List.of(Graph.of(Map.of("y", isInt ? Value.of(new Cast(), x) : x.times(1))))));
    }

    /** A column that hides where its rows lie. */
    private record Hidden(Dataset.Column column) implements Dataset.Column {
        @Override
        public String name() {
            return column.name();
        }

        @Override
        public Shape rowShape() {
            return column.rowShape();
        }

        @Override
        public boolean isInt() {
            return column.isInt();
        }

        @Override
        public void gather(int[] indices, int from, int count, float[] into) {
            column.gather(indices, from, count, into);
        }

        @Override
        public void gather(int[] indices, int from, int count, double[] into) {
            column.gather(indices, from, count, into);
        }

        @Override
        public void gather(int[] indices, int from, int count, int[] into) {
            column.gather(indices, from, count, into);
        }
    }

    private void requireRows(Session session, int rows, Dataset.Column column, boolean asInt) {
        boolean isFloat = session.precision() == Precision.FLOAT32;
        int perRow = (int) column.rowShape().size();
        int[] order = Order.shuffled(rows, 9, 0);
        int[] counts = {13, 5, 13, 1};
        try (BoundPlan large = plan(session, 13, perRow, asInt);
                BoundPlan small = plan(session, 5, perRow, asInt)) {
            DataType type = asInt ? DataType.INT32 : isFloat ? DataType.FLOAT32 : DataType.FLOAT64;
            Lane lane = new Lane("x", column, type);
            for (int i = 0; i < counts.length; i++) {
                BoundPlan plan = i % 2 == 0 ? large : small;
                int planRows = i % 2 == 0 ? 13 : 5;
                double[] expected = new double[planRows * perRow];
                column.gather(order, 3, counts[i], expected);
                for (int j = 0; j < expected.length; j++) {
                    expected[j] = isFloat ? (float) expected[j] : expected[j];
                }
                lane.write(plan, order, 3, counts[i], planRows);
                double[] got = new double[expected.length];
                plan.run();
                plan.read("y", got, 0, got.length);
                assertArrayEquals(expected, got);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void everyColumnAndViewGivesItsRows(Precision precision) {
        int[] classes = random.ints(ROWS, 0, 9).toArray();
        try (Session session = new Session(backend(), precision)) {
            for (Dataset all : List.of(Datasets.of(doubles(), classes), Datasets.of(floats(), classes))) {
                Dataset data = all.withWeights(random.doubles(ROWS).toArray());
                for (Dataset view : views(data)) {
                    Dataset.Column x = view.inputs().get(0);
                    assertTrue(x.origin().table().isPresent());
                    requireRows(session, view.rows(), x, false);
                    requireRows(session, view.rows(), new Hidden(x), false);
                    requireRows(session, view.rows(), view.targets().get(0), true);
                    requireRows(session, view.rows(), view.targets().get(0), false);
                    requireRows(session, view.rows(), view.weights().orElseThrow(), false);
                }
            }
        }
    }

    @Test
    void rowNumbersOutOfRangeAndClosedPlansAreRefused() {
        Dataset data = Datasets.of(floats(), new int[ROWS]);
        try (Session session = new Session(backend(), Precision.FLOAT32)) {
            BoundPlan plan = plan(session, 2, PER_ROW, false);
            Lane lane = new Lane("x", data.inputs().get(0), DataType.FLOAT32);
            IndexOutOfBoundsException e =
                    assertThrows(IndexOutOfBoundsException.class, () -> lane.write(plan, new int[] {7, ROWS}, 0, 2, 2));
            assertEquals("expected rows from 0 to 39 but got 40 at place 1", e.getMessage());
            Lane ofView = new Lane("x", data.rows(new int[] {1, 2}).inputs().get(0), DataType.FLOAT32);
            assertThrows(IndexOutOfBoundsException.class, () -> ofView.write(plan, new int[] {2}, 0, 1, 2));
            assertThrows(IllegalArgumentException.class, () -> lane.write(plan, new int[] {1, 2, 3}, 0, 3, 3));
            plan.close();
            assertThrows(IllegalStateException.class, () -> lane.write(plan, new int[] {1, 2}, 0, 2, 2));
        }
    }

    @Test
    void aPlanWithoutTheInputIsLeftAlone() {
        Dataset data = Datasets.of(floats(), new int[ROWS]);
        try (Session session = new Session(backend(), Precision.FLOAT32)) {
            BoundPlan plan = plan(session, 2, PER_ROW, false);
            plan.write("x", 0, new float[2 * PER_ROW], 0, 2 * PER_ROW);
            new Lane("other", data.inputs().get(0), DataType.FLOAT32).write(plan, new int[] {1, 2}, 0, 2, 2);
            plan.run();
            double[] got = new double[2 * PER_ROW];
            plan.read("y", got, 0, got.length);
            assertArrayEquals(new double[2 * PER_ROW], got);
        }
    }
}
