// Elements put elsewhere.

// [from, to, rows, elements per row, row stride of from, row stride of to]
template <class T> static void copy_rows(const int64_t* w) {
    const T* from = (const T*) w[0];
    T* to = (T*) w[1];
    for (int64_t r = 0; r < w[2]; ++r) memcpy(to + r * w[5], from + r * w[4], w[3] * sizeof(T));
}

static const int64_t TILE = 16;

// A matrix whose elements are read with strides of their own.
template <class T> static void copy_matrix(const T* from, T* to, int64_t rows, int64_t columns, int64_t down, int64_t right) {
    if (right == 1) {
        for (int64_t r = 0; r < rows; ++r) memcpy(to + r * columns, from + r * down, columns * sizeof(T));
    } else if (right == 0) {
        for (int64_t r = 0; r < rows; ++r) {
            const T x = from[r * down];
            for (int64_t c = 0; c < columns; ++c) to[r * columns + c] = x;
        }
    } else {
        for (int64_t r0 = 0; r0 < rows; r0 += TILE) {
            for (int64_t c0 = 0; c0 < columns; c0 += TILE) {
                for (int64_t r = r0; r < rows && r < r0 + TILE; ++r) {
                    for (int64_t c = c0; c < columns && c < c0 + TILE; ++c) to[r * columns + c] = from[r * down + c * right];
                }
            }
        }
    }
}

// [from, to, axes, (extent, stride of from)..]: to is row-major. At least two axes.
template <class T> static void copy_strided(const int64_t* w) {
    const T* from = (const T*) w[0];
    T* to = (T*) w[1];
    const int64_t outer = w[2] - 2;
    const int64_t* axis = w + 3;
    const int64_t rows = axis[2 * outer], down = axis[2 * outer + 1], columns = axis[2 * outer + 2], right = axis[2 * outer + 3];
    int64_t total = 1;
    for (int64_t a = 0; a < outer; ++a) total *= axis[2 * a];
    for (int64_t i = 0; i < total; ++i) {
        int64_t rest = i, offset = 0;
        for (int64_t a = outer - 1; a >= 0; --a) {
            offset += rest % axis[2 * a] * axis[2 * a + 1];
            rest /= axis[2 * a];
        }
        copy_matrix(from + offset, to + i * rows * columns, rows, columns, down, right);
    }
}

static inline double number(int64_t word) {
    double x;
    memcpy(&x, &word, sizeof x);
    return x;
}

// [to, elements, number]
template <class T> static void fill(const int64_t* w) {
    T* to = (T*) w[0];
    const T x = (T) number(w[2]);
    for (int64_t i = 0; i < w[1]; ++i) to[i] = x;
}

// [from, to, elements]
template <class T> static void from_int(const int64_t* w) {
    const int32_t* from = (const int32_t*) w[0];
    T* to = (T*) w[1];
    for (int64_t i = 0; i < w[2]; ++i) to[i] = (T) from[i];
}

static inline bool is_row(int32_t row, int64_t rows, int64_t place, int64_t* fault) {
    if (row >= 0 && row < rows) return true;
    fault[1] = place;
    fault[2] = row;
    fault[3] = rows;
    return false;
}

// [table, index, to, indices, elements per row, rows]
template <class T> static int gather_rows(const int64_t* w, int64_t* fault) {
    const T* table = (const T*) w[0];
    const int32_t* index = (const int32_t*) w[1];
    T* to = (T*) w[2];
    for (int64_t i = 0; i < w[3]; ++i) {
        if (!is_row(index[i], w[5], i, fault)) return 1;
        memcpy(to + i * w[4], table + index[i] * w[4], w[4] * sizeof(T));
    }
    return 0;
}

// [index, values, to, indices, elements per row, rows]
template <class T> static int scatter_add_rows(const int64_t* w, int64_t* fault) {
    const int32_t* index = (const int32_t*) w[0];
    const T* values = (const T*) w[1];
    T* to = (T*) w[2];
    memset(to, 0, w[4] * w[5] * sizeof(T));
    for (int64_t i = 0; i < w[3]; ++i) {
        if (!is_row(index[i], w[5], i, fault)) return 1;
        T* row = to + index[i] * w[4];
        const T* value = values + i * w[4];
        for (int64_t k = 0; k < w[4]; ++k) row[k] += value[k];
    }
    return 0;
}

// [labels, to, labels' number, depth]
template <class T> static void one_hot(const int64_t* w) {
    const int32_t* labels = (const int32_t*) w[0];
    T* to = (T*) w[1];
    memset(to, 0, w[2] * w[3] * sizeof(T));
    for (int64_t i = 0; i < w[2]; ++i) {
        if (labels[i] >= 0 && labels[i] < w[3]) to[i * w[3] + labels[i]] = 1;
    }
}
