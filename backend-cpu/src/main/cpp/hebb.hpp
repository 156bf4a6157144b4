// What the library's parts share: the words of a tape, and the products of OpenBLAS.
//
// A tape is an array of 64-bit words: commands one after another, each [command, words, type, arguments..]. Addresses are absolute, numbers that are not
// integers are the bits of a double. dev.hebb.backend.cpu.Tape writes it; the enums here and in Command.java and Opcodes.java have one order.
#pragma once
#include <stdint.h>

enum Command {
    PROGRAM,
    REDUCE,
    ARG_MAX,
    PRODUCT,
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

// How a program reads an input: see Programs.java.
enum Access { ELEMENT, REPEATED, STRIDED };

// CBLAS, row-major.
enum { ROW_MAJOR = 101, PLAIN = 111, TRANSPOSED = 112 };
typedef void (*Sgemm)(int, int, int, int, int, int, float, const float*, int, const float*, int, float, float*, int);
typedef void (*Dgemm)(int, int, int, int, int, int, double, const double*, int, const double*, int, double, double*, int);
extern Sgemm blas_sgemm;
extern Dgemm blas_dgemm;

// Runs the commands. 0, or 1 where an index is out of range: fault is then {command, index's place, its value, rows}.
typedef int (*Run)(const int64_t* tape, int64_t commands, int64_t* fault);
namespace baseline {
int run(const int64_t* tape, int64_t commands, int64_t* fault);
}
namespace avx2 {
int run(const int64_t* tape, int64_t commands, int64_t* fault);
}
