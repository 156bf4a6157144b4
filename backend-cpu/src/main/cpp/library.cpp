// What Java calls. The functions use nothing of JNI but its naming, so the build needs no header of a JDK.
#include "catalogue.hpp"
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

Sgemm blas_sgemm;
Dgemm blas_dgemm;
DnnlSgemm dnnl_sgemm;
// OpenMP's number of threads, which oneDNN asks for, is each thread's own.
static int (*omp_threads)();
static void (*omp_set_threads)(int);

enum Isa { BASELINE, AVX2, AVX512 };
static Run chosen = baseline::run;
static const RegionKernel* kernels = baseline::CATALOGUE;
static Isa best = BASELINE;

#if defined(__x86_64__)
// Flush to zero (bit 15) and denormals are zero (bit 6).
static const unsigned FLUSH = 0x8040;
typedef unsigned Mode;
static Mode enter_mode() {
    const Mode before = __builtin_ia32_stmxcsr();
    __builtin_ia32_ldmxcsr(before | FLUSH);
    return before;
}
static void leave_mode(Mode before) { __builtin_ia32_ldmxcsr(before); }
#elif defined(__aarch64__)
typedef uint64_t Mode;
static Mode enter_mode() {
    Mode before;
    __asm__ volatile("mrs %0, fpcr" : "=r"(before));
    __asm__ volatile("msr fpcr, %0" ::"r"(before | 1ull << 24));
    return before;
}
static void leave_mode(Mode before) { __asm__ volatile("msr fpcr, %0" ::"r"(before)); }
#else
typedef int Mode;
static Mode enter_mode() { return 0; }
static void leave_mode(Mode) {}
#endif

static void begin_pool_thread() { enter_mode(); }

void alone_in_openmp() {
    // A caller's own number is set at every run, and back; a thread of the pool has one run only.
    static thread_local bool is_alone;
    if (!is_alone) omp_set_threads(1);
    is_alone = true;
}

// Its own symbols first, and not those of another copy that somebody loaded for all. AddressSanitizer does not allow it.
#if defined(__SANITIZE_ADDRESS__)
static const int OWN_SYMBOLS = 0;
#else
static const int OWN_SYMBOLS = RTLD_DEEPBIND;
#endif

static bool copy_file(int from, int to) {
    struct stat status;
    if (fstat(from, &status)) return false;
    for (off_t at = 0; at < status.st_size;) {
        if (sendfile(to, from, &at, (size_t) (status.st_size - at)) <= 0) return false;
    }
    return true;
}

// A library of our own from a file that somebody else may have loaded: from a copy without a name, so that its number of threads is ours to set.
static void* load_apart(const char* path) {
    const int from = open(path, O_RDONLY | O_CLOEXEC);
    const int copy = memfd_create("hebb-blas", MFD_CLOEXEC);
    void* library = nullptr;
    if (from >= 0 && copy >= 0 && copy_file(from, copy)) {
        char name[64];
        snprintf(name, sizeof name, "/proc/self/fd/%d", copy);
        library = dlopen(name, RTLD_NOW | RTLD_LOCAL | OWN_SYMBOLS);
    }
    if (from >= 0) close(from);
    if (copy >= 0) close(copy);
    return library;
}

// Loads OpenBLAS from its file, for one thread at a time, and picks the instruction set. 0; 1 where the file does not load, 2 where a function is missing.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_start(void*, void*, int64_t path) {
    void* library = load_apart((const char*) path);
    if (!library) return 1;
    blas_sgemm = (Sgemm) dlsym(library, "cblas_sgemm");
    blas_dgemm = (Dgemm) dlsym(library, "cblas_dgemm");
    void (*set_threads)(int) = (void (*)(int)) dlsym(library, "openblas_set_num_threads");
    if (!blas_sgemm || !blas_dgemm || !set_threads) return 2;
    set_threads(1);
    // Ends the threads that it has started when it was loaded.
    int (*end_threads)() = (int (*)()) dlsym(library, "blas_thread_shutdown_");
    if (end_threads) end_threads();
#if defined(HEBB_AVX2)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) best = AVX2;
    if (best == AVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512vl")) {
        best = AVX512;
    }
#endif
    pool_thread_begins = begin_pool_thread;
    return 0;
}

// Takes oneDNN from its file. 0; 1 where the file does not load, 2 where a function is missing.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_startOneDnn(void*, void*, int64_t path) {
    void* library = dlopen((const char*) path, RTLD_NOW | RTLD_LOCAL);
    if (!library) return 1;
    omp_threads = (int (*)()) dlsym(library, "omp_get_max_threads");
    omp_set_threads = (void (*)(int)) dlsym(library, "omp_set_num_threads");
    dnnl_sgemm = (DnnlSgemm) dlsym(library, "dnnl_sgemm");
    if (dnnl_sgemm && omp_threads && omp_set_threads) return 0;
    dnnl_sgemm = nullptr;
    omp_set_threads = nullptr;
    return 2;
}

// The best instruction set of this processor that there are kernels for: 0 any, 1 AVX2 and FMA, 2 AVX-512.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_isa(void*, void*) { return best; }

// Runs what follows on kernels for this instruction set, or the best one below it that the processor has.
EXPORT void Java_dev_hebb_backend_cpu_Native_useIsa(void*, void*, int64_t wanted) {
    const int64_t isa = wanted < (int64_t) best ? wanted : (int64_t) best;
#if defined(HEBB_AVX2)
    chosen = isa == AVX512 ? avx512::run : isa == AVX2 ? avx2::run : baseline::run;
    kernels = isa == AVX512 ? avx512::CATALOGUE : isa == AVX2 ? avx2::CATALOGUE : baseline::CATALOGUE;
#endif
    (void) isa;
}

// The hash of the list that the kernels were printed from.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_catalogueHash(void*, void*) { return baseline::CATALOGUE_HASH; }

// The address of a printed kernel for the instruction set that useIsa has chosen.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_kernel(void*, void*, int64_t number) { return (int64_t) kernels[number]; }

// For tests: calls a kernel, with denormals flushed to zero as in a run.
EXPORT void Java_dev_hebb_backend_cpu_Native_call(void*, void*, int64_t kernel, int64_t pass, int64_t first, int64_t last) {
    const Mode before = enter_mode();
    ((RegionKernel) kernel)(*(const Pass<float>*) pass, first, last);
    leave_mode(before);
}

EXPORT int64_t Java_dev_hebb_backend_cpu_Native_openPool(void*, void*, int64_t workers) { return pool_open(workers); }

EXPORT void Java_dev_hebb_backend_cpu_Native_closePool(void*, void*) { pool_close(); }

EXPORT void Java_dev_hebb_backend_cpu_Native_useLargePages(void*, void*, int64_t address, int64_t bytes) {
    const int64_t page = 4096, first = (address + page - 1) / page * page, end = (address + bytes) / page * page;
    if (end > first) madvise((void*) first, (size_t) (end - first), MADV_HUGEPAGE);
}

// Runs a tape with denormals flushed to zero, with the help of up to `helpers` threads of the pool.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_run(
    void*, void*, int64_t tape, int64_t commands, int64_t helpers, int64_t scratch, int64_t scratch_bytes, int64_t fault,
    int64_t nanos) {
    const Mode before = enter_mode();
    const int threads_before = omp_set_threads ? omp_threads() : 1;
    if (threads_before != 1) omp_set_threads(1);
    Team* team = team_open(helpers);
    const int result = chosen((const int64_t*) tape, commands, team, (char*) scratch, scratch_bytes, (int64_t*) fault, (int64_t*) nanos);
    team_close(team);
    if (threads_before != 1) omp_set_threads(threads_before);
    leave_mode(before);
    return result;
}
