package dev.hebb.train;

import dev.hebb.runtime.BoundPlan;
import dev.hebb.shape.DataType;
import dev.hebb.shape.Kind;
import dev.hebb.shape.Precision;
import dev.hebb.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs prediction plans over all rows of a feed and puts the chunks together. */
public final class Predictions {
    private Predictions() {}

    /**
     * @param outputs row shape by name
     * @param plans the plan for a number of rows, with an output per name
     * @return {@code [rows, ..]} by name, in arrays outside any workspace that the caller closes
     */
    public static Map<String, INDArray> of(
            Map<String, Shape> outputs, Feed feed, Precision precision, IntFunction<BoundPlan> plans) {
        int rows = feed.rows();
        int[] order = Chunks.inOrder(rows);
        boolean isDouble = precision.of(Kind.FLOAT) == DataType.FLOAT64;
        Map<String, double[]> doubles = new LinkedHashMap<>();
        Map<String, float[]> floats = new LinkedHashMap<>();
        outputs.forEach((name, shape) -> {
            int size = size(name, rows, shape);
            if (isDouble) {
                doubles.put(name, new double[size]);
            } else {
                floats.put(name, new float[size]);
            }
        });
        Chunks.forEach(rows, (from, count, planRows) -> {
            feed.willWrite(order, from + count, Chunks.MOST_ROWS);
            BoundPlan plan = plans.apply(planRows);
            feed.write(plan, order, from, count, planRows);
            plan.run();
            outputs.forEach((name, shape) -> {
                int perRow = (int) shape.size();
                double[] d = doubles.get(name);
                float[] f = floats.get(name);
                if (d != null) {
                    plan.read(name, d, from * perRow, count * perRow);
                } else if (f != null) {
                    plan.read(name, f, from * perRow, count * perRow);
                }
            });
        });
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            outputs.forEach((name, shape) -> {
                double[] d = doubles.get(name);
                float[] f = floats.get(name);
                arrays.put(name, d != null ? array(d, rows, shape) : array(f == null ? new float[0] : f, rows, shape));
            });
        }
        return arrays;
    }

    private static int size(String name, int rows, Shape shape) {
        long size = Math.multiplyExact((long) rows, shape.size());
        if (size > Integer.MAX_VALUE - 8) {
            throw new DataMismatchException(
                    "expected at most " + (Integer.MAX_VALUE - 8) + " predicted numbers at once but got " + size
                            + " of output " + name + "; predict fewer rows at a time");
        }
        return (int) size;
    }

    private static long[] batched(int rows, Shape shape) {
        long[] dims = new long[shape.rank() + 1];
        dims[0] = rows;
        System.arraycopy(shape.dims(), 0, dims, 1, shape.rank());
        return dims;
    }

    private static INDArray array(double[] values, int rows, Shape shape) {
        return Nd4j.create(values, batched(rows, shape), 'c');
    }

    private static INDArray array(float[] values, int rows, Shape shape) {
        return Nd4j.create(values, batched(rows, shape), 'c');
    }
}
