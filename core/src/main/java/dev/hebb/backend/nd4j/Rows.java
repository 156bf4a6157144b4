package dev.hebb.backend.nd4j;

import dev.hebb.backend.BackendException;
import dev.hebb.graph.op.DropoutMask;
import dev.hebb.shape.Shape;
import java.util.List;

/**
 * Kernels that integers steer. The range of every index is checked before it is used. {@code ScatterAddRows} is added up in Java in the order of the
 * indices: ND4J's kernel loses updates of repeated rows, and with locks it is a hundred times slower.
 */
final class Rows {
    private Rows() {}

    static Kernel gather(Tensor table, Tensor index, Tensor y) {
        long rows = table.shape().dim(0);
        long count = index.size();
        long row = y.size() / count;
        Kernel gather = Calls.custom(
                "gather",
                List.of(table.as(Shape.of(rows, row)).view(), index.flat(false)),
                y.as(Shape.of(count, row)).view(),
                new long[] {0},
                new double[0],
                new boolean[0]);
        return () -> {
            for (long i = 0; i < count; i++) {
                requireRow(index, i, rows);
            }
            gather.run();
        };
    }

    static Kernel scatterAdd(Tensor index, Tensor values, Tensor y) {
        long rows = y.shape().dim(0);
        long count = index.size();
        long row = y.size() / rows;
        return () -> {
            y.fill(0);
            for (long i = 0; i < count; i++) {
                long first = requireRow(index, i, rows) * row;
                for (long k = 0; k < row; k++) {
                    y.set(first + k, y.get(first + k) + values.get(i * row + k));
                }
            }
        };
    }

    private static long requireRow(Tensor index, long i, long rows) {
        long row = (long) index.get(i);
        if (row < 0 || row >= rows) {
            throw new BackendException("expected row numbers from 0 to " + (rows - 1) + " but got " + row + " at index "
                    + i + "; check the integers that are fed");
        }
        return row;
    }

    static Kernel oneHot(Tensor labels, Tensor y, int depth) {
        long count = labels.size();
        return () -> {
            y.fill(0);
            for (long i = 0; i < count; i++) {
                long label = (long) labels.get(i);
                if (label >= 0 && label < depth) {
                    y.set(i * depth + label, 1);
                }
            }
        };
    }

    static Kernel dropoutMask(DropoutMask op, Tensor random, Tensor y) {
        double[] mask = new double[Math.toIntExact(y.size())];
        return () -> {
            long seed = (long) random.get(0) & 0xFFFFFFFFL | (long) random.get(1) << 32;
            op.draw(seed, (int) random.get(2), (long) random.get(3), mask);
            y.arena().elements().write(y.offset(), mask, 0, mask.length);
        };
    }
}
