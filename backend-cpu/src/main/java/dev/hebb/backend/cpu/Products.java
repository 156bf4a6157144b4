package dev.hebb.backend.cpu;

import dev.hebb.graph.op.MatrixProduct;

/** Matrix products: one where possible, else one per matrix of the batch. */
final class Products {
    private Products() {}

    static void of(Tape tape, MatrixProduct op, Tensor a, Tensor b, Tensor c) {
        if (a.size() == 0) {
            Movements.fill(tape, c, 0);
            return;
        }
        boolean oneProduct = b.shape().rank() == 2 && (a.shape().rank() == 2 || !op.transposeA());
        long n = c.shape().dim(-1);
        long m = oneProduct ? c.size() / n : c.shape().dim(-2);
        long k = a.shape().dim(op.transposeA() ? -2 : -1);
        Math.toIntExact(Math.max(m, Math.max(n, k)));
        tape.begin(Command.PRODUCT, c.dataType())
                .add(a.address())
                .add(b.address())
                .add(c.address())
                .add(m)
                .add(n)
                .add(k)
                .add(op.transposeA())
                .add(op.transposeB())
                .add(c.size() / (m * n))
                .add(a.shape().rank() == 2 ? 0 : m * k)
                .add(b.shape().rank() == 2 ? 0 : k * n);
    }
}
