package dev.hebb.backend.nd4j;

import dev.hebb.graph.op.MatrixProduct;
import dev.hebb.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products. ND4J multiplies column-major results without copies, so {@code c = a b} is computed as {@code c^T = b^T a^T}, whose operands are the
 * same memory read column-major.
 */
final class Products {
    private Products() {}

    static List<Kernel> of(MatrixProduct op, Tensor a, Tensor b, Tensor c) {
        if (a.size() == 0) {
            return List.of(() -> c.fill(0));
        }
        boolean oneProduct = b.shape().rank() == 2 && (a.shape().rank() == 2 || !op.transposeA());
        if (oneProduct) {
            return List.of(product(op, rows(a), b, rows(c)));
        }
        List<Kernel> kernels = new ArrayList<>();
        long m = c.shape().dim(-2);
        long n = c.shape().dim(-1);
        for (long i = 0; i < c.size() / (m * n); i++) {
            Tensor result = new Tensor(c.arena(), c.offset() + i * m * n, Shape.of(m, n));
            kernels.add(product(op, matrix(a, i), matrix(b, i), result));
        }
        return kernels;
    }

    /** All matrices below one another. */
    private static Tensor rows(Tensor tensor) {
        long columns = tensor.shape().dim(-1);
        return tensor.as(Shape.of(tensor.size() / columns, columns));
    }

    /** Matrix {@code index}, or the only one. */
    private static Tensor matrix(Tensor tensor, long index) {
        Shape shape = Shape.of(tensor.shape().dim(-2), tensor.shape().dim(-1));
        return new Tensor(
                tensor.arena(), tensor.offset() + (tensor.shape().rank() == 2 ? 0 : index * shape.size()), shape);
    }

    private static Kernel product(MatrixProduct op, Tensor a, Tensor b, Tensor c) {
        INDArray left = transposed(b, op.transposeB());
        INDArray right = transposed(a, op.transposeA());
        return Calls.custom(
                "matmul",
                List.of(left, right),
                transposed(c, false),
                new long[] {0, 0, 0},
                new double[] {1, 0},
                new boolean[0]);
    }

    /** The transpose of what {@code matrix} stands for; it is stored transposed where {@code isTransposed}. */
    private static INDArray transposed(Tensor matrix, boolean isTransposed) {
        return isTransposed
                ? matrix.view()
                : matrix.arena()
                        .memory()
                        .columnMajor(
                                matrix.offset(),
                                matrix.shape().dim(1),
                                matrix.shape().dim(0));
    }
}
