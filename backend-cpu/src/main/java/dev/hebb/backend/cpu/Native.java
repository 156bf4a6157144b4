package dev.hebb.backend.cpu;

/** The functions of the native library, which {@link CpuLibrary} loads. Addresses are those of open memory; nothing is checked. */
final class Native {
    private Native() {}

    /**
     * Loads an OpenBLAS of its own.
     *
     * @param path the address of the library's file name, ended by 0
     * @return 0; 1 where the file does not load, 2 where a function is missing
     */
    static native long start(long path);

    /**
     * Takes oneDNN.
     *
     * @param path the address of the library's file name, ended by 0
     * @return 0; 1 where the file does not load, 2 where a function is missing
     */
    static native long startOneDnn(long path);

    /** The best instruction set of this processor, by {@link Isa}'s order. */
    static native long isa();

    /** What runs from now on uses this instruction set, or the best one before it that the processor has. */
    static native void useIsa(long isa);

    /** Starts threads until there are {@code workers} besides callers, and says how many there are. */
    static native long openPool(long workers);

    /** Ends all of them. */
    static native void closePool();

    /** Asks the system to back memory that nobody has touched with large pages; it may not. */
    static native void useLargePages(long address, long bytes);

    /**
     * Runs a tape.
     *
     * @param helpers how many threads may help
     * @param scratch the address of {@code scratchBytes} bytes for the calling thread
     * @param fault the address of four words, written where the result is not 0: the command, and the place, value and bound of an index
     * @param nanos 0, or the address of a word per command, to which the nanoseconds that it took are added
     */
    static native long run(
            long tape, long commands, long helpers, long scratch, long scratchBytes, long fault, long nanos);

    /**
     * Writes rows {@code numbers[from .. from+count-1]} of a table one after another.
     *
     * @param chunks arrays of one primitive type, of whole rows
     * @param fromType by {@link dev.hebb.shape.DataType}'s order
     * @param to the address of the first element
     * @param toType {@code fromType}, or one of real numbers
     * @param helpers how many threads may help
     * @return -1, or the place in {@code numbers} of what is no row of the table; those before it may be written
     */
    static native long gather(
            Object[] chunks,
            long rows,
            long rowsPerChunk,
            long perRow,
            long fromType,
            int[] numbers,
            long from,
            long count,
            long to,
            long toType,
            long helpers);

    /** {@link Catalogue#hash()} of the list that the kernels were printed from. */
    static native long catalogueHash();

    /**
     * The address of a printed kernel, for the instruction set that is used now.
     *
     * @param number in the {@link Catalogue}
     */
    static native long kernel(long number);

    /**
     * For tests: calls a kernel, with denormals flushed to zero as in a run.
     *
     * @param kernel its address
     * @param pass the address of a {@code Pass<float>}: see hebb.hpp
     */
    static native void call(long kernel, long pass, long first, long last);
}
