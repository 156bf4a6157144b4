// A part of the printed kernels, HEBB_PART, or their table, compiled once per instruction set under a namespace of its own.
#include "hebb.hpp"
#include <string.h>

// Everything that a kernel calls becomes part of its loops, which are vector instructions only then.
#define KERNEL __attribute__((flatten))

namespace HEBB_ISA {
#include "functions.hpp"
// That of OpenMP loses NaN.
#pragma omp declare reduction(maximum : float : omp_out = Maximum::of(omp_out, omp_in)) initializer(omp_priv = -INFINITE)
#include HEBB_PART
}
