// The expression machine: a fused program, instruction by instruction, over blocks that stay in the first cache.

typedef void (*Step)(void* z, const void* a, const void* b, const void* c, int64_t n);

template <class T, class F> static void unary(void* z, const void* a, const void*, const void*, int64_t n) {
    T* y = (T*) z;
    const T* x = (const T*) a;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) y[i] = F::of(x[i]);
}

template <class T> static void spread(void* z, const void* a, const void*, const void*, int64_t n) {
    T* y = (T*) z;
    const T x = *(const T*) a;
    for (int64_t i = 0; i < n; ++i) y[i] = x;
}

// One side may be a single number.
template <class T, class F, bool ONE_A, bool ONE_B>
static void binary(void* z, const void* a, const void* b, const void*, int64_t n) {
    T* y = (T*) z;
    const T* xa = (const T*) a;
    const T* xb = (const T*) b;
    const T one_a = *xa, one_b = *xb;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) y[i] = F::of(ONE_A ? one_a : xa[i], ONE_B ? one_b : xb[i]);
}

template <class T, bool ONE_A, bool ONE_B, bool ONE_C>
static void select(void* z, const void* a, const void* b, const void* c, int64_t n) {
    T* y = (T*) z;
    const T *xa = (const T*) a, *xb = (const T*) b, *xc = (const T*) c;
    const T one_a = *xa, one_b = *xb, one_c = *xc;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) {
        const T condition = ONE_A ? one_a : xa[i], yes = ONE_B ? one_b : xb[i], no = ONE_C ? one_c : xc[i];
        y[i] = condition != 0 ? yes : no;
    }
}

// a b + c, a b - c and c - a b: what the compiler would contract within one expression.
template <class T, int SIGN, bool ONE_A, bool ONE_B, bool ONE_C>
static void multiply_add(void* z, const void* a, const void* b, const void* c, int64_t n) {
    T* y = (T*) z;
    const T *xa = (const T*) a, *xb = (const T*) b, *xc = (const T*) c;
    const T one_a = *xa, one_b = *xb, one_c = *xc;
#pragma GCC ivdep
    for (int64_t i = 0; i < n; ++i) {
        const T p = ONE_A ? one_a : xa[i], q = ONE_B ? one_b : xb[i], r = ONE_C ? one_c : xc[i];
        y[i] = SIGN == 0 ? p * q + r : SIGN == 1 ? p * q - r : r - p * q;
    }
}

#define UNARY(F) {unary<T, F>}
#define BINARY(F) {binary<T, F, 0, 0>, binary<T, F, 1, 0>, binary<T, F, 0, 1>}
#define TERNARY(F, ...)                                                                                                      \
    {F<T __VA_ARGS__, 0, 0, 0>, F<T __VA_ARGS__, 1, 0, 0>, F<T __VA_ARGS__, 0, 1, 0>, F<T __VA_ARGS__, 1, 1, 0>,             \
     F<T __VA_ARGS__, 0, 0, 1>, F<T __VA_ARGS__, 1, 0, 1>, F<T __VA_ARGS__, 0, 1, 1>}
#define COMMA ,

// By the code of Opcodes.java, then by which operands are single numbers (bits a, b, c).
template <class T> struct Steps {
    static constexpr Step TABLE[30][8] = {
        {unary<T, Copy>, spread<T>}, UNARY(Negate), UNARY(Absolute), UNARY(Exp), UNARY(Expm1), UNARY(Log), UNARY(Log1p),
        UNARY(Sqrt), UNARY(Rsqrt), UNARY(Tanh), UNARY(Sin), UNARY(Cos), UNARY(Sign),
        BINARY(Add), BINARY(Subtract), BINARY(Multiply), BINARY(Divide), BINARY(Power), BINARY(Minimum), BINARY(Maximum),
        BINARY(Less), BINARY(LessEqual), BINARY(Greater), BINARY(GreaterEqual), BINARY(Equal), BINARY(NotEqual),
        TERNARY(select), TERNARY(multiply_add, COMMA 0), TERNARY(multiply_add, COMMA 1), TERNARY(multiply_add, COMMA 2)};
};
template <class T> constexpr Step Steps<T>::TABLE[30][8];

template <class T> static void run_instructions(const int64_t* words, int64_t count, void* const* at, int64_t n) {
    for (int64_t i = 0; i < count; ++i, words += 2) {
        const uint64_t r = (uint64_t) words[1];
        const Step step = Steps<T>::TABLE[words[0] >> 3][words[0] & 7];
        step(at[r & 0xffff], at[r >> 16 & 0xffff], at[r >> 32 & 0xffff], at[r >> 48], n);
    }
}

// An input as the tape has it: [access, register, base, buffer, axes, (extent, stride)..], without the last axis, whose stride is `step`.
struct Input {
    const int64_t* words;
    int64_t access() const { return words[0]; }
    int64_t reg() const { return words[1]; }
    int64_t step() const { return words[4]; }
    int64_t axes() const { return words[5]; }
    const int64_t* next() const { return words + 6 + 2 * axes(); }
    int64_t offset(int64_t row) const {
        int64_t offset = 0;
        for (int64_t axis = axes() - 1; axis >= 0; --axis) {
            const int64_t extent = words[6 + 2 * axis];
            offset += row % extent * words[7 + 2 * axis];
            row /= extent;
        }
        return offset;
    }
};

// One row after another until the buffer holds `rows` of them.
template <class T> static void repeat(T* buffer, const T* row, int64_t columns, int64_t rows) {
    const int64_t all = columns * rows;
    memcpy(buffer, row, columns * sizeof(T));
    for (int64_t done = columns; done < all;) {
        const int64_t more = done < all - done ? done : all - done;
        memcpy(buffer + done, buffer, more * sizeof(T));
        done += more;
    }
}

template <class T>
static void* read_block(const Input& input, int64_t columns, int64_t row, int64_t rows, int64_t column, int64_t count) {
    const T* base = (const T*) input.words[2];
    T* buffer = (T*) input.words[3];
    if (input.access() == ELEMENT) return (void*) (base + row * columns + column);
    if (input.access() == REPEATED) return rows == 1 ? (void*) (base + column) : (void*) buffer;
    if (input.step() == 1 && rows == 1) return (void*) (base + input.offset(row) + column);
    for (int64_t r = 0; r < rows; ++r) {
        const T* from = base + input.offset(row + r);
        T* to = buffer + r * count;
        if (input.step() == 1) {
            memcpy(to, from + column, count * sizeof(T));
        } else {
            const T x = *from;
            for (int64_t i = 0; i < count; ++i) to[i] = x;
        }
    }
    return buffer;
}

// [registers, rows, columns, rows per block, columns per block, uniform instructions, instructions, inputs, outputs,
//  (input).., (register, base)..outputs, (instruction)..]
template <class T> static void run_program(const int64_t* w) {
    void** at = (void**) w[0];
    const int64_t rows = w[1], columns = w[2], row_step = w[3], column_step = w[4];
    const int64_t uniform = w[5], varying = w[6], inputs = w[7], outputs = w[8];
    const int64_t* first_input = w + 9;
    const int64_t* words = first_input;
    for (int64_t i = 0; i < inputs; ++i) {
        const Input input = {words};
        if (input.access() == REPEATED && row_step > 1) {
            repeat((T*) input.words[3], (const T*) input.words[2], columns, row_step < rows ? row_step : rows);
        }
        words = input.next();
    }
    const int64_t* first_output = words;
    const int64_t* instructions = first_output + 2 * outputs;
    run_instructions<T>(instructions, uniform, at, 1);
    instructions += 2 * uniform;
    for (int64_t row = 0; row < rows; row += row_step) {
        const int64_t block_rows = row_step < rows - row ? row_step : rows - row;
        for (int64_t column = 0; column < columns; column += column_step) {
            const int64_t count = column_step < columns - column ? column_step : columns - column;
            words = first_input;
            for (int64_t i = 0; i < inputs; ++i) {
                const Input input = {words};
                at[input.reg()] = read_block<T>(input, columns, row, block_rows, column, count);
                words = input.next();
            }
            for (int64_t i = 0; i < outputs; ++i) {
                at[first_output[2 * i]] = (T*) first_output[2 * i + 1] + row * columns + column;
            }
            run_instructions<T>(instructions, varying, at, block_rows * count);
        }
    }
}
