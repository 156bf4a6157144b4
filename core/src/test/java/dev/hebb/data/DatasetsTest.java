package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import dev.hebb.shape.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DatasetsTest {
    private static double[] all(Dataset.Column column, int rows) {
        double[] values = new double[Math.toIntExact(rows * column.rowShape().size())];
        column.gather(Order.ascending(rows), 0, rows, values);
        return values;
    }

    private static double[] input(Dataset data) {
        return all(data.inputs().get(0), data.rows());
    }

    private static INDArray counting(DataType type, char order, long... shape) {
        INDArray array = Nd4j.create(type, shape, order);
        for (long i = 0; i < array.length(); i++) {
            long[] at = new long[shape.length];
            long rest = i;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at[axis] = rest % shape[axis];
                rest /= shape[axis];
            }
            array.putScalar(at, (double) i);
        }
        return array;
    }

    @Test
    void viewsAreCopiedAsTheyLook() {
        Random random = TestRandom.of("views");
        INDArray base = counting(DataType.FLOAT, 'c', 7, 5, 4);
        List<INDArray> views = List.of(
                base.permute(2, 0, 1),
                base.permute(1, 2, 0).get(NDArrayIndex.interval(1, 4)),
                base.get(NDArrayIndex.interval(2, 6), NDArrayIndex.all(), NDArrayIndex.interval(1, 3)),
                base.get(NDArrayIndex.interval(0, 2, 7), NDArrayIndex.point(1 + random.nextInt(4))),
                base.tensorAlongDimension(1, 0, 2),
                base.reshape(35, 4).transpose(),
                base.reshape(35, 4).getColumn(2),
                base.slice(3));
        for (INDArray view : views) {
            double[] want = new double[Math.toIntExact(view.length())];
            for (int i = 0; i < want.length; i++) {
                long[] at = new long[view.rank()];
                long rest = i;
                for (int axis = at.length - 1; axis >= 0; axis--) {
                    at[axis] = rest % view.size(axis);
                    rest /= view.size(axis);
                }
                want[i] = view.getDouble(at);
            }
            assertArrayEquals(want, input(Dataset.of(view)), TestRandom.describe(view.shapeInfoToString()));
        }
        assertEquals(139.0, base.getDouble(6, 4, 3));
    }

    @Test
    void doublesKeepEveryBitAndFloatsAreFloats() {
        double third = 1.0 / 3;
        assertArrayEquals(new double[] {third}, input(Dataset.of(new double[][] {{third}})));
        assertArrayEquals(new double[] {(float) third}, input(Dataset.of(new float[][] {{(float) third}})));
        try (INDArray x = Nd4j.createFromArray(third)) {
            assertArrayEquals(new double[] {third}, input(Dataset.of(x)));
        }
    }

    @Test
    void rankOneIsRowsOfScalars() {
        try (INDArray x = Nd4j.createFromArray(1f, 2f, 3f)) {
            Dataset data = Dataset.of(x);
            assertEquals(3, data.rows());
            assertEquals(Shape.SCALAR, data.inputs().get(0).rowShape());
        }
    }

    @Test
    void integerTargetsAreClassesAndFloatTargetsAreReal() {
        try (INDArray x = counting(DataType.FLOAT, 'c', 3, 2);
                INDArray flat = Nd4j.createFromArray(2L, 0L, 1L);
                INDArray column = Nd4j.createFromArray(2, 0, 1).reshape(3, 1);
                INDArray real = Nd4j.createFromArray(2f, 0f, 1f)) {
            for (INDArray y : List.of(flat, column)) {
                int[] classes = new int[3];
                Dataset.Column target = Dataset.of(x, y).targets().get(0);
                assertTrue(target.isInt());
                target.gather(new int[] {2, 1, 0}, 0, 3, classes);
                assertArrayEquals(new int[] {1, 0, 2}, classes);
            }
            Dataset data = Dataset.of(x, real);
            assertFalse(data.targets().get(0).isInt());
            assertTrue(data.withIntTargets().targets().get(0).isInt());
            assertArrayEquals(
                    new double[] {2, 0, 1}, all(data.withIntTargets().targets().get(0), 3));
            assertThrows(RuntimeException.class, () -> data.targets().get(0).gather(new int[] {0}, 0, 1, new int[1]));
        }
    }
}
