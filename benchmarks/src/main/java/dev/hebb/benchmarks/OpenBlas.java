package dev.hebb.benchmarks;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/** OpenBLAS, as ND4J loads it. */
final class OpenBlas implements MatrixLibrary {
    @Override
    public String name() {
        return "OpenBLAS";
    }

    @Override
    public void multiply(Product product, FloatPointer a, FloatPointer b, FloatPointer c) {
        int m = product.m();
        int n = product.n();
        int k = product.k();
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                product.transposesA() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
                product.transposesB() ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
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
    }
}
