// Matrix products, row-major: a plain loop for tiny ones, OpenBLAS for the rest.

// Below so many multiplications a call of OpenBLAS costs more than the work.
static const int64_t TINY = 512;

template <class T>
static void multiply_tiny(const T* a, const T* b, T* c, int64_t m, int64_t n, int64_t k, bool ta, bool tb) {
    const int64_t down_a = ta ? 1 : k, right_a = ta ? m : 1, down_b = tb ? 1 : n, right_b = tb ? k : 1;
    for (int64_t i = 0; i < m; ++i) {
        for (int64_t j = 0; j < n; ++j) {
            T sum = 0;
            for (int64_t p = 0; p < k; ++p) sum += a[i * down_a + p * right_a] * b[p * down_b + j * right_b];
            c[i * n + j] = sum;
        }
    }
}

static void multiply(const float* a, const float* b, float* c, int m, int n, int k, bool ta, bool tb) {
    blas_sgemm(ROW_MAJOR, ta ? TRANSPOSED : PLAIN, tb ? TRANSPOSED : PLAIN, m, n, k, 1, a, ta ? m : k, b, tb ? k : n, 0, c, n);
}

static void multiply(const double* a, const double* b, double* c, int m, int n, int k, bool ta, bool tb) {
    blas_dgemm(ROW_MAJOR, ta ? TRANSPOSED : PLAIN, tb ? TRANSPOSED : PLAIN, m, n, k, 1, a, ta ? m : k, b, tb ? k : n, 0, c, n);
}

// [a, b, c, m, n, k, a is transposed, b is transposed, products, stride of a, stride of b]
template <class T> static void product(const int64_t* w) {
    const T *a = (const T*) w[0], *b = (const T*) w[1];
    T* c = (T*) w[2];
    const int64_t m = w[3], n = w[4], k = w[5];
    for (int64_t i = 0; i < w[8]; ++i) {
        if (m * n * k <= TINY) {
            multiply_tiny(a + i * w[9], b + i * w[10], c + i * m * n, m, n, k, w[6], w[7]);
        } else {
            multiply(a + i * w[9], b + i * w[10], c + i * m * n, (int) m, (int) n, (int) k, w[6], w[7]);
        }
    }
}
