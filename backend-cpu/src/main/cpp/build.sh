#!/bin/sh
# Compiles the kernels: build.sh FOLDER PROPERTIES CATALOGUE, where FOLDER/libhebbcpu.so is made unless it is newer than every source, those that
# CatalogueMain has printed into CATALOGUE among them. CXX names another compiler, also one for another processor; HEBB_CXXFLAGS are further flags, such as
# those of sanitizers (backend-cpu/sanitize).
# Without a compiler it says so and ends well: the cpu backend then reports that it is not usable. The file PROPERTIES names the backend where it was built,
# for tests that run on it; else it is empty.
set -eu
sources=$(dirname -- "$0")
folder=$1
properties=$2
catalogue=$3
mkdir -p "$(dirname -- "$properties")"
: >"$properties"
library=$folder/libhebbcpu.so
compiler=${CXX:-g++}

if [ "$(uname -s)" != Linux ]; then
    echo "[WARNING] Hebb's cpu backend has been written for Linux: here it is built without its kernels and will not be usable" >&2
    exit 0
fi
if ! command -v "$compiler" >/dev/null 2>&1; then
    rm -f "$library"
    echo "[WARNING] no C++ compiler ($compiler) on the PATH: Hebb's cpu backend is built without its kernels and will not be usable; install g++ or set CXX" >&2
    exit 0
fi
if [ -f "$library" ] && [ -z "$(find "$sources" "$catalogue" -type f -newer "$library" | head -n 1)" ]; then
    echo "hebb.backend=cpu" >"$properties"
    exit 0
fi

mkdir -p "$folder"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
# Never -ffast-math: loading such a library changes the floating-point mode of the thread that loads it.
flags="-std=c++17 -fno-math-errno -fno-trapping-math -fno-exceptions -fno-rtti -fPIC -fvisibility=hidden -Wall -Wextra ${HEBB_CXXFLAGS:-}"
isas=baseline
has_avx2=
case $("$compiler" -dumpmachine) in x86_64-*) isas="baseline avx2 avx512" has_avx2=-DHEBB_AVX2 ;; esac
export compiler flags has_avx2 sources catalogue objects

# One source for one instruction set, or the parts that are for all. The loops of printed kernels are vectors by their pragmas, and unrolling them takes twice
# the time to compile for no gain. Word splitting is meant: the variables hold several options.
# shellcheck disable=SC2016
compile='
    isa=$1 part=$2 level="-O3 -funroll-loops"
    case $isa in
        avx2) flags="$flags -mavx2 -mfma" ;;
        avx512) flags="$flags -mavx2 -mfma -mavx512f -mavx512dq -mavx512bw -mavx512vl -mprefer-vector-width=512" ;;
    esac
    case $part in
        library|pool|gather) set -- $has_avx2 "$sources/$part.cpp" ;;
        kernels) set -- -DHEBB_ISA="$isa" "$sources/kernels.cpp" ;;
        *) level="-O2 -ftree-vectorize"; set -- -fopenmp-simd -DHEBB_ISA="$isa" -DHEBB_PART="\"$part.inc\"" -I "$catalogue" "$sources/catalogue.cpp" ;;
    esac
    exec "$compiler" $level $flags -c "$@" -o "$objects/$isa-$part.o"
'
{
    for isa in $isas; do echo "$isa kernels"; done
    for part in $(cd "$catalogue" && ls -- *.inc | sed 's/\.inc$//'); do
        for isa in $isas; do echo "$isa $part"; done
    done
    echo all library
    echo all pool
    echo all gather
} | xargs -n 2 -P "$(getconf _NPROCESSORS_ONLN)" sh -c "$compile" compile
# shellcheck disable=SC2086
"$compiler" $flags -shared -static-libgcc -Wl,-z,now -Wl,--no-undefined -o "$library.new" "$objects"/*.o -lm -ldl -lpthread
mv -f "$library.new" "$library"
echo "hebb.backend=cpu" >"$properties"
