// All kernels, compiled once per instruction set under a namespace of its own.
#include "hebb.hpp"
#include <string.h>

namespace HEBB_ISA {
#include "functions.hpp"
#include "program.hpp"
#include "reductions.hpp"
#include "movements.hpp"
#include "random.hpp"
#include "products.hpp"

template <class T> static int run_one(int64_t command, const int64_t* w, int64_t* fault) {
    switch (command) {
        case PROGRAM: run_program<T>(w); return 0;
        case REDUCE: reduce_any<T>(w); return 0;
        case ARG_MAX: arg_max<T>(w); return 0;
        case PRODUCT: product<T>(w); return 0;
        case COPY_ROWS: copy_rows<T>(w); return 0;
        case COPY_STRIDED: copy_strided<T>(w); return 0;
        case FILL: fill<T>(w); return 0;
        case FROM_INT: from_int<T>(w); return 0;
        case GATHER_ROWS: return gather_rows<T>(w, fault);
        case SCATTER_ADD_ROWS: return scatter_add_rows<T>(w, fault);
        case ONE_HOT: one_hot<T>(w); return 0;
        default: dropout_mask<T>(w); return 0;
    }
}

// Integers are only copied and filled.
static int run_int(int64_t command, const int64_t* w) {
    switch (command) {
        case COPY_ROWS: copy_rows<int32_t>(w); return 0;
        case COPY_STRIDED: copy_strided<int32_t>(w); return 0;
        default: fill<int32_t>(w); return 0;
    }
}

int run(const int64_t* tape, int64_t commands, int64_t* fault) {
    for (int64_t i = 0; i < commands; ++i, tape += tape[1]) {
        const int failed = tape[2] == FLOAT32 ? run_one<float>(tape[0], tape + 3, fault)
            : tape[2] == FLOAT64              ? run_one<double>(tape[0], tape + 3, fault)
                                              : run_int(tape[0], tape + 3);
        if (failed) {
            fault[0] = i;
            return failed;
        }
    }
    return 0;
}
}
