// All kernels, compiled once per instruction set under a namespace of its own.
#include "hebb.hpp"
#include <string.h>
#include <time.h>

namespace HEBB_ISA {
#include "functions.hpp"
#include "reductions.hpp"
#include "program.hpp"
#include "movements.hpp"
#include "random.hpp"
#include "products.hpp"

typedef void (*Work)(const int64_t* w, int64_t task, int64_t tasks, char* scratch);

template <Work WORK> static void do_task(const void* command, int64_t task, char* scratch) {
    const int64_t* tape = (const int64_t*) command;
    WORK(tape + HEAD, task, tape[3], scratch);
}

struct Runner {
    Team* team;
    char* scratch;
    int64_t scratch_bytes;

    template <Work WORK> void all(const int64_t* tape) const {
        if (tape[3] == 1) {
            WORK(tape + HEAD, 0, 1, scratch);
        } else {
            team_run(team, do_task<WORK>, tape, tape[3], scratch, scratch_bytes);
        }
    }
};

template <class T> static int run_one(const Runner& runner, const int64_t* tape, int64_t* fault) {
    const int64_t* w = tape + HEAD;
    switch (tape[0]) {
        case PROGRAM:
            runner.all<program_task<T>>(tape);
            Region<T>{w}.finish();
            return 0;
        case PRODUCT:
            runner.all<product_task<T>>(tape);
            if (Product<T>{w}.halves() == 2) runner.all<add_half_task<T>>(tape);
            return 0;
        case CHAIN:
            runner.all<chain_task<T>>(tape);
            if (Chain<T>{w}.halves() > 0) {
                runner.all<finish_chain_task<T>>(tape);
            } else {
                finish_chain_task<T>(w, 0, 1, nullptr);
            }
            return 0;
        case REDUCE: reduce_any<T>(w); return 0;
        case ARG_MAX: arg_max<T>(w); return 0;
        case COPY_ROWS: copy_rows<T>(w); return 0;
        case COPY_STRIDED: copy_strided<T>(w); return 0;
        case FILL: fill<T>(w); return 0;
        case FROM_INT: from_int<T>(w); return 0;
        case GATHER_ROWS: return gather_rows<T>(w, fault);
        case SCATTER_ADD_ROWS: return scatter_add_rows<T>(w, fault);
        case ONE_HOT: one_hot<T>(w); return 0;
        default: runner.all<dropout_task<T>>(tape); return 0;
    }
}

// Integers are only copied and filled.
static int run_int(const int64_t* tape) {
    const int64_t* w = tape + HEAD;
    switch (tape[0]) {
        case COPY_ROWS: copy_rows<int32_t>(w); return 0;
        case COPY_STRIDED: copy_strided<int32_t>(w); return 0;
        default: fill<int32_t>(w); return 0;
    }
}

static int64_t now() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ll + t.tv_nsec;
}

int run(const int64_t* tape, int64_t commands, Team* team, char* scratch, int64_t scratch_bytes, int64_t* fault, int64_t* nanos) {
    const Runner runner = {team, scratch, scratch_bytes};
    for (int64_t i = 0; i < commands; ++i, tape += tape[1]) {
        const int64_t start = nanos ? now() : 0;
        const int failed = tape[2] == FLOAT32 ? run_one<float>(runner, tape, fault)
            : tape[2] == FLOAT64              ? run_one<double>(runner, tape, fault)
                                              : run_int(tape);
        if (failed) {
            fault[0] = i;
            return failed;
        }
        if (nanos) nanos[i] += now() - start;
    }
    return 0;
}
}
