package dev.hebb.backend.cpu;

/** The functions of the native library, which {@link CpuLibrary} loads. Addresses are those of open memory; nothing is checked. */
final class Native {
    private Native() {}

    /**
     * Finds OpenBLAS and picks the instruction set.
     *
     * @param path the address of the library's file name, which Java has loaded, ended by 0
     * @return 0; 1 where no library of that name is loaded, 2 where a function is missing
     */
    static native long start(long path);

    /** Whether kernels of AVX2 and FMA run, 1 or 0. */
    static native long avx2();

    /** For tests: from now on, whether only kernels for any processor of this kind run, 1 or 0. */
    static native void baseline(long only);

    /** For tests: OpenBLAS's count of threads in this process, after it is set where {@code count} is not 0. */
    static native long blasThreads(long count);

    /**
     * Runs a tape.
     *
     * @param multiplies 1 where it has a matrix product, else 0
     * @param fault the address of four words, written where the result is not 0: the command, and the place, value and bound of an index
     */
    static native long run(long tape, long commands, long multiplies, long fault);
}
