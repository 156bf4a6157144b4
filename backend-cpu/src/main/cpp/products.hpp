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

// Of the sums, the terms [first, last).
template <class T> static void multiply_loop(const T* a, const T* b, T* c, const Matrices& s, const Part& part, int64_t first, int64_t last) {
    const int64_t down_a = s.ta ? 1 : s.k, right_a = s.ta ? s.m : 1, down_b = s.tb ? 1 : s.n, right_b = s.tb ? s.k : 1;
    for (int64_t i = part.r0; i < part.r1; ++i) {
        for (int64_t j = part.c0; j < part.c1; ++j) {
            T sum = 0;
            for (int64_t p = first; p < last; ++p) sum += a[i * down_a + p * right_a] * b[p * down_b + j * right_b];
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
//  where the second half of the sums goes or 0, the length of the first]
template <class T> struct Product {
    const int64_t* w;
    // Where parts begin: whole vectors.
    static const int64_t ROUND = 16;
    // Long sums in parts that the libraries keep in the second cache: they are up to a fifth faster.
    static const int64_t LONGEST_SUM = 1536;
    // Up to so many multiplications OpenBLAS copies neither side on processors with AVX-512, if the right one is not transposed. MatrixLibraries.java counts on it
    // where the side that stays whole is at most so large.
    static const int64_t SMALL_PRODUCT = 1000000;
    static const int64_t SMALL_SIDE = 8192;

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
        const int64_t first = half ? w[15] : 0, length = (half ? s.k : w[15]) - first;
        const int64_t m = part.r1 - part.r0, n = part.c1 - part.c0;
        if (m <= 0 || n <= 0) return;
        if (w[0] == LOOP) {
            multiply_loop(a, b, c, s, part, first, first + length);
            return;
        }
        // Of sums over rows the whole result: the order of the terms must not depend on how many threads share it.
        const int64_t side = s.ta ? s.m * s.n : length * n;
        const bool is_small = w[0] == OPENBLAS && !s.tb && side <= SMALL_SIDE;
        const int64_t most = SMALL_PRODUCT / (side + 1);
        const int64_t rows = is_small && !s.ta ? most : m, sums = is_small && s.ta && most < LONGEST_SUM ? most : LONGEST_SUM;
        const int64_t row_parts = (m + rows - 1) / rows, sum_parts = (length + sums - 1) / sums;
        for (int64_t r = 0; r < row_parts; ++r) {
            const int64_t row = part.r0 + share(m, r, row_parts), many = part.r0 + share(m, r + 1, row_parts) - row;
            for (int64_t i = 0; i < sum_parts; ++i) {
                const int64_t from = first + share(length, i, sum_parts), until = first + share(length, i + 1, sum_parts);
                const T* left = a + row * (s.ta ? 1 : s.k) + from * (s.ta ? s.m : 1);
                const T* right = b + part.c0 * (s.tb ? s.k : 1) + from * (s.tb ? 1 : s.n);
                multiply_by(w[0], left, right, c + row * s.n + part.c0, many, n, until - from, i > 0, s);
            }
        }
    }

    // How many numbers the second half has.
    int64_t half_size() const { return halves() == 2 ? w[4] * w[5] : 0; }

    // Adds those of [from, until) that there are.
    void add_half(int64_t from, int64_t until) const {
        T* c = (T*) w[3];
        const T* half = (const T*) w[14];
        const int64_t end = until < half_size() ? until : half_size();
        for (int64_t i = from > 0 ? from : 0; i < end; ++i) c[i] += half[i];
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
    const Product<T> product = {w};
    product.add_half(share(product.half_size(), task, tasks), share(product.half_size(), task + 1, tasks));
}

template <class T> static void product_task(const int64_t* w, int64_t task, int64_t tasks, char*) {
    const Product<T> product = {w};
    product.task(task, tasks);
}

// What a member of a chain does to its rows, as RowWork.java has it.
enum RowWork { ROWS_TIMES, ROWS_SUMMED, ROWS_PASSED };

// Launches of which each reads only rows that its own task has made: [members, rows, units, rows per unit, units at a time, (words, work, product.. or
// program..)..].
template <class T> struct Chain {
    const int64_t* w;
    int64_t rows() const { return w[1]; }
    int64_t units() const { return w[2]; }
    int64_t unit_rows() const { return w[3]; }

    template <class F> void each(F visit) const {
        const int64_t* member = w + 5;
        for (int64_t i = 0; i < w[0]; ++i, member += member[0]) visit(i, (RowWork) member[1], member + 2);
    }

    // Through all members with the rows of units [unit, end).
    void run(int64_t unit, int64_t end, char* scratch) const {
        const int64_t first = unit * unit_rows(), last = end * unit_rows() < rows() ? end * unit_rows() : rows();
        each([&](int64_t, RowWork work, const int64_t* arguments) {
            const Product<T> product = {arguments};
            switch (work) {
                case ROWS_TIMES: product.run(0, 0, {first, last, 0, arguments[5]}); return;
                case ROWS_SUMMED:
                    if (first == 0) product.run(0, 0, {0, arguments[4], 0, arguments[5]});
                    if (last == rows() && product.halves() == 2) product.run(0, 1, {0, arguments[4], 0, arguments[5]});
                    return;
                default: Region<T>{arguments}.run(unit, end, scratch);
            }
        });
    }

    // How many numbers of second halves there are to add.
    int64_t halves() const {
        int64_t numbers = 0;
        each([&](int64_t, RowWork work, const int64_t* arguments) {
            if (work == ROWS_SUMMED) numbers += Product<T>{arguments}.half_size();
        });
        return numbers;
    }
};

template <class T> static void chain_task(const int64_t* w, int64_t task, int64_t tasks, char* scratch) {
    const Chain<T> chain = {w};
    const int64_t until = share(chain.units(), task + 1, tasks);
    for (int64_t unit = share(chain.units(), task, tasks); unit < until; unit += w[4]) {
        chain.run(unit, unit + w[4] < until ? unit + w[4] : until, scratch);
    }
}

// After all rows. Each task adds the halves of a stretch of the sums, which lie one after another where they are a network's gradients.
template <class T> static void finish_chain_task(const int64_t* w, int64_t task, int64_t tasks, char*) {
    const Chain<T> chain = {w};
    const int64_t all = chain.halves(), from = share(all, task, tasks), until = share(all, task + 1, tasks);
    int64_t done = 0;
    chain.each([&](int64_t i, RowWork work, const int64_t* arguments) {
        if (work == ROWS_SUMMED) {
            const Product<T> product = {arguments};
            product.add_half(from - done, until - done);
            done += product.half_size();
        }
        if (work == ROWS_PASSED && i % tasks == task) Region<T>{arguments}.finish();
    });
}
