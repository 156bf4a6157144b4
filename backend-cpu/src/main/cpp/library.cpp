// What Java calls. The functions use nothing of JNI but its naming, so the build needs no header of a JDK.
#include "hebb.hpp"
#include <dlfcn.h>
#include <pthread.h>

#define EXPORT extern "C" __attribute__((visibility("default")))

Sgemm blas_sgemm;
Dgemm blas_dgemm;
static int (*blas_threads)();
static void (*blas_set_threads)(int);

static Run chosen = baseline::run;
static bool has_avx2;

// Only this many threads are running tapes with products; OpenBLAS's count of threads, which is global, is 1 meanwhile and as it was afterwards.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int running;
static int threads_before;

static void enter_blas() {
    pthread_mutex_lock(&lock);
    if (running++ == 0) {
        threads_before = blas_threads();
        if (threads_before != 1) blas_set_threads(1);
    }
    pthread_mutex_unlock(&lock);
}

static void leave_blas() {
    pthread_mutex_lock(&lock);
    if (--running == 0 && threads_before != 1) blas_set_threads(threads_before);
    pthread_mutex_unlock(&lock);
}

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

// Finds OpenBLAS, which Java has loaded from this file, and picks the instruction set. 0; 1 where the file is not loaded, 2 where a function is missing.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_start(void*, void*, int64_t path) {
    void* library = dlopen((const char*) path, RTLD_LAZY | RTLD_NOLOAD);
    if (!library) return 1;
    blas_sgemm = (Sgemm) dlsym(library, "cblas_sgemm");
    blas_dgemm = (Dgemm) dlsym(library, "cblas_dgemm");
    blas_threads = (int (*)()) dlsym(library, "openblas_get_num_threads");
    blas_set_threads = (void (*)(int)) dlsym(library, "openblas_set_num_threads");
    if (!blas_sgemm || !blas_dgemm || !blas_threads || !blas_set_threads) return 2;
#if defined(HEBB_AVX2)
    __builtin_cpu_init();
    has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (has_avx2) chosen = avx2::run;
#endif
    return 0;
}

// Whether the kernels of AVX2 and FMA were picked.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_avx2(void*, void*) { return has_avx2; }

// For tests: the same tape on the kernels for any processor of this kind.
EXPORT void Java_dev_hebb_backend_cpu_Native_baseline(void*, void*, int64_t only) {
#if defined(HEBB_AVX2)
    chosen = only || !has_avx2 ? baseline::run : avx2::run;
#else
    (void) only;
#endif
}

// For tests: OpenBLAS's count of threads, after setting it where `count` is not 0.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_blasThreads(void*, void*, int64_t count) {
    if (count) blas_set_threads((int) count);
    return blas_threads();
}

// Runs a tape with denormals flushed to zero; `multiplies` says whether it may call OpenBLAS.
EXPORT int64_t Java_dev_hebb_backend_cpu_Native_run(
    void*, void*, int64_t tape, int64_t commands, int64_t multiplies, int64_t fault) {
    if (multiplies) enter_blas();
    const Mode before = enter_mode();
    const int result = chosen((const int64_t*) tape, commands, (int64_t*) fault);
    leave_mode(before);
    if (multiplies) leave_blas();
    return result;
}
