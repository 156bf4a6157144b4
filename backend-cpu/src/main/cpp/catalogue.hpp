// The printed kernels by their numbers: the lines of catalogue.txt, whose hash is the same for every instruction set.
#pragma once
#include "hebb.hpp"

namespace baseline {
extern const RegionKernel CATALOGUE[];
extern const int64_t CATALOGUE_HASH;
}
namespace avx2 {
extern const RegionKernel CATALOGUE[];
}
namespace avx512 {
extern const RegionKernel CATALOGUE[];
}
