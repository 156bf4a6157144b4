// What the library's parts share: the words of a tape, the kernels of regions, and the libraries of matrix products.
//
// A tape is an array of 64-bit words: commands one after another, each [command, words, type, tasks, arguments..]. Addresses are absolute, offsets count bytes
// of a thread's scratch, numbers that are not integers are the bits of a double. A command's tasks may run at once and in any order; what they compute does
// not depend on who runs them. dev.hebb.backend.cpu.Tape writes it; the enums here and in Command.java and Opcodes.java have one order.
#pragma once
#include "pool.hpp"
#include <stdint.h>

enum Command {
    PROGRAM,
    PRODUCT,
    CHAIN,
    REDUCE,
    ARG_MAX,
    COPY_ROWS,
    COPY_STRIDED,
    FILL,
    FROM_INT,
    GATHER_ROWS,
    SCATTER_ADD_ROWS,
    ONE_HOT,
    DROPOUT_MASK
};

enum Type { FLOAT64, FLOAT32, INT32 };

static const int64_t HEAD = 4;

// One call of a region's kernel, for rows [first, last), or for elements [first, last) of a flat region.
template <class T> struct Pass {
    // Where the inputs begin.
    const T* const* in;
    // Where the outputs begin, or numbers that the call adds its sums to or takes the maximum with: `columns` for a sum of columns, 1 for a total.
    T* const* out;
    const T* constants;
    int64_t columns;
    // As many numbers as the kernel asks for, of this thread alone, at a multiple of 64 bytes.
    T* scratch;
};
typedef void (*RegionKernel)(const Pass<float>& pass, int64_t first, int64_t last);

// CBLAS, row-major.
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };
typedef void (*Sgemm)(int, int, int, int, int, int, float, const float*, int, const float*, int, float, float*, int);
typedef void (*Dgemm)(int, int, int, int, int, int, double, const double*, int, const double*, int, double, double*, int);
extern Sgemm blas_sgemm;
extern Dgemm blas_dgemm;

// oneDNN, row-major; null where it is not there.
typedef int (*DnnlSgemm)(char, char, int64_t, int64_t, int64_t, float, const float*, int64_t, const float*, int64_t, float, float*, int64_t);
extern DnnlSgemm dnnl_sgemm;
// Makes oneDNN use the calling thread only; to be called before it.
void alone_in_openmp();

// Who multiplies.
enum Library { LOOP, OPENBLAS, ONEDNN };

// Runs the commands with a team, which may be null. 0, or 1 where an index is out of range: fault is then {command, index's place, its value, rows}.
// Adds to `nanos`, where it is not null, how long each command took.
typedef int (*Run)(const int64_t* tape, int64_t commands, Team* team, char* scratch, int64_t scratch_bytes, int64_t* fault, int64_t* nanos);
namespace baseline {
int run(const int64_t* tape, int64_t commands, Team* team, char* scratch, int64_t scratch_bytes, int64_t* fault, int64_t* nanos);
}
namespace avx2 {
int run(const int64_t* tape, int64_t commands, Team* team, char* scratch, int64_t scratch_bytes, int64_t* fault, int64_t* nanos);
}
namespace avx512 {
int run(const int64_t* tape, int64_t commands, Team* team, char* scratch, int64_t scratch_bytes, int64_t* fault, int64_t* nanos);
}
