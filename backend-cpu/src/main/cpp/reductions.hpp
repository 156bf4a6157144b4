// Sums and maxima. The order of the additions depends on the shape alone: lanes within a piece, then a balanced tree over the pieces.

static const int64_t LANES = 32;
static const int64_t PIECE = 1024;
static const int64_t PIECE_ROWS = 32;
static const int64_t STRIP = 256;

// All of n >= 1 numbers.
template <class T, class F> static T reduce_row(const T* x, int64_t n) {
    if (n > PIECE) {
        const int64_t half = (n / 2 + PIECE - 1) / PIECE * PIECE;
        const T left = reduce_row<T, F>(x, half);
        return F::of(left, reduce_row<T, F>(x + half, n - half));
    }
    if (n < 2 * LANES) {
        T y = x[0];
        for (int64_t i = 1; i < n; ++i) y = F::of(y, x[i]);
        return y;
    }
    T lanes[LANES];
    for (int64_t k = 0; k < LANES; ++k) lanes[k] = x[k];
    int64_t i = LANES;
    for (; i + LANES <= n; i += LANES) {
        for (int64_t k = 0; k < LANES; ++k) lanes[k] = F::of(lanes[k], x[i + k]);
    }
    for (int64_t k = 0; i + k < n; ++k) lanes[k] = F::of(lanes[k], x[i + k]);
    for (int64_t width = LANES / 2; width > 0; width /= 2) {
        for (int64_t k = 0; k < width; ++k) lanes[k] = F::of(lanes[k], lanes[k + width]);
    }
    return lanes[0];
}

// Each of up to STRIP columns over rows >= 1 rows.
template <class T, class F> static void reduce_strip(const T* x, int64_t rows, int64_t stride, int64_t columns, T* y) {
    if (rows > PIECE_ROWS) {
        const int64_t half = (rows / 2 + PIECE_ROWS - 1) / PIECE_ROWS * PIECE_ROWS;
        T right[STRIP];
        reduce_strip<T, F>(x, half, stride, columns, y);
        reduce_strip<T, F>(x + half * stride, rows - half, stride, columns, right);
        for (int64_t k = 0; k < columns; ++k) y[k] = F::of(y[k], right[k]);
        return;
    }
    T sum[STRIP];
    for (int64_t k = 0; k < columns; ++k) sum[k] = x[k];
    for (int64_t r = 1; r < rows; ++r) {
        const T* row = x + r * stride;
        for (int64_t k = 0; k < columns; ++k) sum[k] = F::of(sum[k], row[k]);
    }
    for (int64_t k = 0; k < columns; ++k) y[k] = sum[k];
}

// The inner part of a reduction: `rows` rows of `columns`, down the columns or along the row, into y or combined with it.
template <class T, class F> static void reduce_inner(const T* x, int64_t rows, int64_t columns, bool along, bool first, T* y) {
    if (along) {
        const T value = reduce_row<T, F>(x, columns);
        *y = first ? value : F::of(*y, value);
        return;
    }
    T strip[STRIP];
    for (int64_t c = 0; c < columns; c += STRIP) {
        const int64_t n = STRIP < columns - c ? STRIP : columns - c;
        reduce_strip<T, F>(x + c, rows, columns, n, strip);
        for (int64_t k = 0; k < n; ++k) y[c + k] = first ? strip[k] : F::of(y[c + k], strip[k]);
    }
}

// [is maximum, x, y, rows, columns, along the row, outer axes, (extent, stride in x, stride in y)..]; a stride of 0 in y is a reduced axis.
template <class T, class F> static void reduce(const int64_t* w) {
    const T* x = (const T*) w[1];
    T* y = (T*) w[2];
    const int64_t rows = w[3], columns = w[4], axes = w[6];
    const bool along = w[5];
    const int64_t* axis = w + 7;
    int64_t total = 1;
    for (int64_t a = 0; a < axes; ++a) total *= axis[3 * a];
    for (int64_t i = 0; i < total; ++i) {
        int64_t rest = i, from = 0, to = 0;
        bool first = true;
        for (int64_t a = axes - 1; a >= 0; --a) {
            const int64_t index = rest % axis[3 * a];
            rest /= axis[3 * a];
            from += index * axis[3 * a + 1];
            to += index * axis[3 * a + 2];
            first = first && (index == 0 || axis[3 * a + 2] != 0);
        }
        reduce_inner<T, F>(x + from, rows, columns, along, first, y + to);
    }
}

template <class T> static void reduce_any(const int64_t* w) {
    if (w[0]) {
        reduce<T, Maximum>(w);
    } else {
        reduce<T, Add>(w);
    }
}

// [x, y, outer, extent, inner]: the first NaN, or else the first maximum.
template <class T> static void arg_max(const int64_t* w) {
    const T* x = (const T*) w[0];
    int32_t* y = (int32_t*) w[1];
    const int64_t outer = w[2], extent = w[3], inner = w[4];
    for (int64_t o = 0; o < outer; ++o) {
        for (int64_t i = 0; i < inner; ++i) {
            const T* from = x + o * extent * inner + i;
            T best = from[0];
            int64_t place = 0;
            for (int64_t k = 1; k < extent && best == best; ++k) {
                const T value = from[k * inner];
                if (value > best || value != value) {
                    best = value;
                    place = k;
                }
            }
            y[o * inner + i] = (int32_t) place;
        }
    }
}
