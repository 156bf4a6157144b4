// Regions: the expression machine, which runs any region instruction by instruction over blocks that stay in the first cache, and the tasks of a PROGRAM.

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

// The instructions of elements. Those of rows follow them.
static const int64_t ELEMENTWISE = 31;
enum { SPREAD_ROWS = ELEMENTWISE, ROW_SUM, ROW_MAX, COLUMN_SUM, TOTAL_SUM, TOTAL_MAX };

// By the code of Opcodes.java, then by which operands are single numbers (bits a, b, c).
template <class T> struct Steps {
    static constexpr Step TABLE[ELEMENTWISE][8] = {
        {unary<T, Copy>, spread<T>}, UNARY(Negate), UNARY(Absolute), UNARY(Exp), UNARY(Expm1), UNARY(Log), UNARY(Log1p),
        UNARY(Sqrt), UNARY(Rsqrt), UNARY(Tanh), UNARY(Erf), UNARY(Sin), UNARY(Cos), UNARY(Sign),
        BINARY(Add), BINARY(Subtract), BINARY(Multiply), BINARY(Divide), BINARY(Power), BINARY(Minimum), BINARY(Maximum),
        BINARY(Less), BINARY(LessEqual), BINARY(Greater), BINARY(GreaterEqual), BINARY(Equal), BINARY(NotEqual),
        TERNARY(select), TERNARY(multiply_add, COMMA 0), TERNARY(multiply_add, COMMA 1), TERNARY(multiply_add, COMMA 2)};
};
template <class T> constexpr Step Steps<T>::TABLE[ELEMENTWISE][8];

// How far an instruction goes.
enum Space { SINGLE, COLUMNS, ROWS, MATRIX };

struct Extent {
    int64_t rows, columns;
    int64_t of(int64_t space) const { return space == MATRIX ? rows * columns : space == ROWS ? rows : 1; }
};

template <class T> static void run_row_step(int64_t opcode, int64_t space, T* z, const T* x, Extent block) {
    const int64_t rows = block.rows, columns = block.columns;
    switch (opcode) {
        case SPREAD_ROWS:
            for (int64_t r = 0; r < rows; ++r) {
                for (int64_t c = 0; c < columns; ++c) z[r * columns + c] = x[r];
            }
            return;
        case ROW_SUM:
            for (int64_t r = 0; r < rows; ++r) z[r] = reduce_row<T, Add>(x + r * columns, columns);
            return;
        case ROW_MAX:
            for (int64_t r = 0; r < rows; ++r) z[r] = reduce_row<T, Maximum>(x + r * columns, columns);
            return;
        case COLUMN_SUM:
            for (int64_t r = 0; r < rows; ++r) {
                for (int64_t c = 0; c < columns; ++c) z[c] += x[r * columns + c];
            }
            return;
        case TOTAL_SUM: *z += reduce_row<T, Add>(x, block.of(space)); return;
        default: *z = Maximum::of(*z, reduce_row<T, Maximum>(x, block.of(space))); return;
    }
}

// Each instruction is [opcode, which operands are single numbers, space, registers of z, a, b, c in 16 bits each].
static const int64_t INSTRUCTION = 4;

template <class T>
static void run_instructions(const int64_t* words, int64_t count, void* const* at, Extent block) {
    for (int64_t i = 0; i < count; ++i, words += INSTRUCTION) {
        const uint64_t r = (uint64_t) words[3];
        void* z = at[r & 0xffff];
        const void* a = at[r >> 16 & 0xffff];
        if (words[0] < ELEMENTWISE) {
            Steps<T>::TABLE[words[0]][words[1]](z, a, at[r >> 32 & 0xffff], at[r >> 48], block.of(words[2]));
        } else {
            run_row_step<T>(words[0], words[2], (T*) z, (const T*) a, block);
        }
    }
}

// How the machine reads an input of a region: where it lies, one number per row, one row for all rows, or anyhow.
enum Access { ELEMENT, PER_ROW, PER_COLUMN, STRIDED };

// An input as the code has it: [access, register, input, buffer's offset, step, axes, (extent, stride)..], without the last axis, whose stride is `step`.
struct Input {
    const int64_t* words;
    int64_t access() const { return words[0]; }
    int64_t reg() const { return words[1]; }
    int64_t number() const { return words[2]; }
    int64_t buffer() const { return words[3]; }
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
static void* read_block(const Input& input, const T* base, T* buffer, int64_t columns, int64_t row, int64_t column, Extent block) {
    switch (input.access()) {
        case ELEMENT: return (void*) (base + row * columns + column);
        case PER_ROW: return (void*) (base + row);
        case PER_COLUMN: return block.rows == 1 ? (void*) (base + column) : (void*) buffer;
    }
    if (input.step() == 1 && block.rows == 1) return (void*) (base + input.offset(row) + column);
    for (int64_t r = 0; r < block.rows; ++r) {
        const T* from = base + input.offset(row + r);
        T* to = buffer + r * block.columns;
        if (input.step() == 1) {
            memcpy(to, from + column, block.columns * sizeof(T));
        } else {
            const T* x = from + column * input.step();
            for (int64_t i = 0; i < block.columns; ++i) to[i] = x[i * input.step()];
        }
    }
    return buffer;
}

// What lies in a register before any block.
enum Place { CONSTANT, SCRATCH, INPUT_NUMBER };

// [rows per block, columns per block, registers, inputs, outputs, instructions for single numbers, instructions,
//  (place, constant | offset | input)..registers, (input).., (register, space)..outputs, (instruction)..]; a register of an output may be -1.
template <class T> static void run_machine(const int64_t* w, const Pass<T>& pass, int64_t flat, int64_t first, int64_t last) {
    const int64_t row_step = w[0], column_step = w[1], registers = w[2], inputs = w[3], outputs = w[4], singles = w[5], all = w[6];
    char* memory = (char*) pass.scratch;
    void** at = (void**) memory;
    const int64_t* words = w + 7;
    for (int64_t i = 0; i < registers; ++i, words += 2) {
        at[i] = words[0] == CONSTANT ? (void*) (pass.constants + words[1])
            : words[0] == SCRATCH    ? memory + words[1]
                                     : (void*) pass.in[words[1]];
    }
    const int64_t first_row = flat ? 0 : first, last_row = flat ? 1 : last;
    const int64_t first_column = flat ? first : 0, last_column = flat ? last : pass.columns;
    const int64_t most_rows = row_step < last_row - first_row ? row_step : last_row - first_row;
    const int64_t* first_input = words;
    for (int64_t i = 0; i < inputs; ++i) {
        const Input input = {words};
        if (input.access() == PER_COLUMN && most_rows > 1) {
            repeat((T*) (memory + input.buffer()), pass.in[input.number()], pass.columns, most_rows);
        }
        words = input.next();
    }
    const int64_t* first_output = words;
    const int64_t* instructions = first_output + 2 * outputs;
    run_instructions<T>(instructions, singles, at, {1, 1});
    instructions += INSTRUCTION * singles;
    for (int64_t row = first_row; row < last_row; row += row_step) {
        for (int64_t column = first_column; column < last_column; column += column_step) {
            const Extent block = {row_step < last_row - row ? row_step : last_row - row,
                                  column_step < last_column - column ? column_step : last_column - column};
            words = first_input;
            for (int64_t i = 0; i < inputs; ++i) {
                const Input input = {words};
                T* buffer = (T*) (memory + input.buffer());
                at[input.reg()] = read_block<T>(input, pass.in[input.number()], buffer, pass.columns, row, column, block);
                words = input.next();
            }
            for (int64_t i = 0; i < outputs; ++i) {
                const int64_t reg = first_output[2 * i], space = first_output[2 * i + 1];
                const int64_t offset =
                    space == MATRIX ? row * pass.columns + column : space == ROWS ? row : space == COLUMNS ? column : 0;
                if (reg >= 0) at[reg] = pass.out[i] + offset;
            }
            run_instructions<T>(instructions, all - singles, at, block);
        }
    }
}

// A PROGRAM: [kernel or 0, flat, rows, columns, units, rows per unit, rows per call, accumulators, accumulators per unit, offset of accumulators,
//  offset of the kernel's scratch, constants, machine's code, inputs, outputs, (address)..inputs, (kind, address, accumulators' place, their number)..outputs].
// A unit is the least that a task does, and has accumulators of its own: sums do not depend on the tasks. Of a flat region, "rows" are elements.
enum Kind { TENSOR, SUM, MAX };

template <class T> static void call_kernel(int64_t kernel, const Pass<T>& pass, int64_t first, int64_t last);
template <> void call_kernel<float>(int64_t kernel, const Pass<float>& pass, int64_t first, int64_t last) {
    ((RegionKernel) kernel)(pass, first, last);
}
template <> void call_kernel<double>(int64_t, const Pass<double>&, int64_t, int64_t) {}

template <class T> struct Region {
    const int64_t* w;
    int64_t rows() const { return w[2]; }
    int64_t units() const { return w[4]; }
    int64_t unit_rows() const { return w[5]; }
    int64_t per_unit() const { return w[8]; }
    int64_t outputs() const { return w[14]; }
    const int64_t* output(int64_t i) const { return w + 15 + w[13] + 4 * i; }

    void call(const Pass<T>& pass, int64_t first, int64_t last) const {
        if (w[0]) {
            call_kernel<T>(w[0], pass, first, last);
        } else {
            run_machine<T>((const int64_t*) w[12], pass, w[1], first, last);
        }
    }

    void clear(T* accumulators) const {
        for (int64_t i = 0; i < outputs(); ++i) {
            const int64_t* o = output(i);
            const T start = o[0] == MAX ? (T) -INFINITE : (T) 0;
            for (int64_t k = 0; o[0] != TENSOR && k < o[3]; ++k) accumulators[o[2] + k] = start;
        }
    }

    void combine(T* into, const T* from) const {
        for (int64_t i = 0; i < outputs(); ++i) {
            const int64_t* o = output(i);
            T* y = into + o[2];
            const T* x = from + o[2];
            if (o[0] == SUM) {
                for (int64_t k = 0; k < o[3]; ++k) y[k] += x[k];
            } else if (o[0] == MAX) {
                for (int64_t k = 0; k < o[3]; ++k) y[k] = Maximum::of(y[k], x[k]);
            }
        }
    }

    // The rows of units [from, to).
    void run(int64_t from, int64_t to, char* scratch) const {
        const int64_t most = w[6];
        T* in_call = (T*) (scratch + w[9]);
        T* out[MOST_OUTPUTS];
        for (int64_t i = 0; i < outputs(); ++i) {
            const int64_t* o = output(i);
            out[i] = o[0] == TENSOR ? (T*) o[1] : in_call + o[2];
        }
        const Pass<T> pass = {(const T* const*) (w + 15), out, (const T*) w[11], w[3], (T*) (scratch + w[10])};
        for (int64_t unit = from; unit < to; ++unit) {
            const int64_t first = unit * unit_rows();
            const int64_t last = first + unit_rows() < rows() ? first + unit_rows() : rows();
            if (!per_unit()) {
                call(pass, first, last);
                continue;
            }
            T* in_unit = (T*) w[7] + unit * per_unit();
            clear(in_unit);
            for (int64_t row = first; row < last; row += most) {
                clear(in_call);
                call(pass, row, row + most < last ? row + most : last);
                combine(in_unit, in_call);
            }
        }
    }

    // After all units: adds them up in pairs, pairs of pairs and so on.
    void finish() const {
        if (!per_unit()) return;
        T* all = (T*) w[7];
        for (int64_t step = 1; step < units(); step *= 2) {
            for (int64_t unit = 0; unit + step < units(); unit += 2 * step) {
                combine(all + unit * per_unit(), all + (unit + step) * per_unit());
            }
        }
        for (int64_t i = 0; i < outputs(); ++i) {
            const int64_t* o = output(i);
            if (o[0] != TENSOR) memcpy((T*) o[1], all + o[2], o[3] * sizeof(T));
        }
    }

    static const int64_t MOST_OUTPUTS = 64;
};

static inline int64_t share(int64_t all, int64_t task, int64_t tasks) { return all * task / tasks; }

template <class T> static void program_task(const int64_t* w, int64_t task, int64_t tasks, char* scratch) {
    const Region<T> region = {w};
    region.run(share(region.units(), task, tasks), share(region.units(), task + 1, tasks), scratch);
}
