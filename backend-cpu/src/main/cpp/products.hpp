// Matrix products, row-major: a plain loop for tiny ones, OpenBLAS or oneDNN on parts of the result for the rest. Long sums over k are halved, by the shape alone:
// so each thread reads the rows that it has written itself.

struct Matrices {
    int64_t m, n, k;
    bool ta, tb;
    int64_t lda() const { return ta ? m : k; }
    int64_t ldb() const { return tb ? k : n; }
};

// Part [r0, r1) x [c0, c1) of c.
struct Part {
    int64_t r0, r1, c0, c1;
};

template <class T> static void multiply_loop(const T* a, const T* b, T* c, const Matrices& s, const Part& part) {
    const int64_t down_a = s.ta ? 1 : s.k, right_a = s.ta ? s.m : 1, down_b = s.tb ? 1 : s.n, right_b = s.tb ? s.k : 1;
    for (int64_t i = part.r0; i < part.r1; ++i) {
        for (int64_t j = part.c0; j < part.c1; ++j) {
            T sum = 0;
            for (int64_t p = 0; p < s.k; ++p) sum += a[i * down_a + p * right_a] * b[p * down_b + j * right_b];
            c[i * s.n + j] = sum;
        }
    }
}

static void multiply_by(int64_t library, const float* a, const float* b, float* c, int64_t m, int64_t n, int64_t k, bool adds, const Matrices& s) {
    const float beta = adds ? 1.0f : 0.0f;
    if (library == ONEDNN) {
        alone_in_openmp();
        dnnl_sgemm(s.ta ? 'T' : 'N', s.tb ? 'T' : 'N', m, n, k, 1, a, s.lda(), b, s.ldb(), beta, c, s.n);
    } else {
        blas_sgemm(ROW_MAJOR, s.ta ? TRANSPOSED : PLAIN, s.tb ? TRANSPOSED : PLAIN, (int) m, (int) n, (int) k, 1, a, (int) s.lda(), b,
                   (int) s.ldb(), beta, c, (int) s.n);
    }
}

static void multiply_by(int64_t, const double* a, const double* b, double* c, int64_t m, int64_t n, int64_t k, bool adds, const Matrices& s) {
    blas_dgemm(ROW_MAJOR, s.ta ? TRANSPOSED : PLAIN, s.tb ? TRANSPOSED : PLAIN, (int) m, (int) n, (int) k, 1, a, (int) s.lda(), b,
               (int) s.ldb(), adds ? 1.0 : 0.0, c, (int) s.n);
}

// [library, a, b, c, m, n, k, a is transposed, b is transposed, products, stride of a, stride of b, parts of the rows, parts of the columns,
//  where the second half of the sums goes or 0]
template <class T> struct Product {
    const int64_t* w;
    static const int64_t WORDS = 15;
    // Where parts begin: whole vectors.
    static const int64_t ROUND = 16;
    static const int64_t LONGEST_SUM = 1536;

    static int64_t cut(int64_t all, int64_t part, int64_t parts) {
        const int64_t at = (share(all, part, parts) + ROUND - 1) / ROUND * ROUND;
        return part == parts || at > all ? all : at;
    }

    int64_t halves() const { return w[14] ? 2 : 1; }

    // A part of the result of one product of a batch, of one half of the sums.
    void run(int64_t product, int64_t half, const Part& part) const {
        const Matrices s = {w[4], w[5], w[6], w[7] != 0, w[8] != 0};
        const T* a = (const T*) w[1] + product * w[10];
        const T* b = (const T*) w[2] + product * w[11];
        T* c = half ? (T*) w[14] : (T*) w[3] + product * s.m * s.n;
        const int64_t first = share(s.k, half, halves()), length = share(s.k, half + 1, halves()) - first;
        const int64_t m = part.r1 - part.r0, n = part.c1 - part.c0;
        if (m <= 0 || n <= 0) return;
        if (w[0] == LOOP) {
            multiply_loop(a, b, c, s, part);
        } else {
            // Long sums in parts that the libraries keep in the second cache: they are up to a fifth faster.
            const int64_t parts = (length + LONGEST_SUM - 1) / LONGEST_SUM;
            for (int64_t i = 0; i < parts; ++i) {
                const int64_t from = first + share(length, i, parts), until = first + share(length, i + 1, parts);
                const T* left = a + part.r0 * (s.ta ? 1 : s.k) + from * (s.ta ? s.m : 1);
                const T* right = b + part.c0 * (s.tb ? s.k : 1) + from * (s.tb ? 1 : s.n);
                multiply_by(w[0], left, right, c + part.r0 * s.n + part.c0, m, n, until - from, i > 0, s);
            }
        }
    }

    void task(int64_t task, int64_t tasks) const {
        const int64_t m = w[4], n = w[5], products = w[9], row_parts = w[12], column_parts = w[13];
        if (products > 1) {
            for (int64_t i = share(products, task, tasks); i < share(products, task + 1, tasks); ++i) run(i, 0, {0, m, 0, n});
            return;
        }
        const int64_t half = task / (row_parts * column_parts), r = task / column_parts % row_parts, c = task % column_parts;
        run(0, half, {cut(m, r, row_parts), cut(m, r + 1, row_parts), cut(n, c, column_parts), cut(n, c + 1, column_parts)});
    }
};

// Adds the second half of the sums: [product..].
template <class T> static void add_half_task(const int64_t* w, int64_t task, int64_t tasks, char*) {
    const int64_t size = w[4] * w[5];
    T* c = (T*) w[3];
    const T* half = (const T*) w[14];
    const int64_t end = share(size, task + 1, tasks);
    for (int64_t i = share(size, task, tasks); i < end; ++i) c[i] += half[i];
}

template <class T> static void product_task(const int64_t* w, int64_t task, int64_t tasks, char*) {
    const Product<T> product = {w};
    product.task(task, tasks);
}

// A product and the region that reads its rows while they are in the cache: [units at a time, product.., program..].
template <class T> static void product_and_program_task(const int64_t* w, int64_t task, int64_t tasks, char* scratch) {
    const Product<T> product = {w + 1};
    const Region<T> region = {w + 1 + Product<T>::WORDS};
    const int64_t until = share(region.units(), task + 1, tasks);
    for (int64_t unit = share(region.units(), task, tasks); unit < until; unit += w[0]) {
        const int64_t end = unit + w[0] < until ? unit + w[0] : until;
        const int64_t last = end * region.unit_rows() < region.rows() ? end * region.unit_rows() : region.rows();
        product.run(0, 0, {unit * region.unit_rows(), last, 0, region.w[3]});
        region.run(unit, end, scratch);
    }
}
