package dev.hebb.benchmarks;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN. */
final class OneDnn implements MatrixLibrary {
    private static final byte TRANSPOSED = 'T';
    private static final byte PLAIN = 'N';

    @Override
    public String name() {
        return "oneDNN";
    }

    @Override
    public void multiply(Product product, FloatPointer a, FloatPointer b, FloatPointer c) {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        int status = dnnl.dnnl_sgemm(
                product.transposesA() ? TRANSPOSED : PLAIN,
                product.transposesB() ? TRANSPOSED : PLAIN,
                m,
                n,
                k,
                1,
                a,
                product.transposesA() ? m : k,
                b,
                product.transposesB() ? k : n,
                0,
                c,
                n);
        if (status != 0) {
            throw new IllegalStateException("expected oneDNN's status 0 but got " + status + " for " + product);
        }
    }
}
