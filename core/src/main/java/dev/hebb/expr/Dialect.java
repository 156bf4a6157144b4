package dev.hebb.expr;

import java.util.List;

/**
 * A language of the C family, and the element type that is computed in.
 *
 * @param type {@code float} or {@code double}
 * @param function what stands before a scalar function
 * @param kernel what stands before a kernel
 * @param restrict the word for pointers that do not overlap others
 * @param index how the loop over {@code n} elements begins
 * @param calls whose functions it calls
 */
public record Dialect(String type, String function, String kernel, String restrict, String index, Calls calls) {
    /** Whose functions a program calls. */
    public enum Calls {
        /** Those of the language's mathematical library. */
        STANDARD,
        /** A class for every function with a static member {@code of}, as in {@code LessEqual::of(x, y)}: functions.hpp of the cpu backend. */
        OWN
    }

    private static final String LOOP = "for (long i = 0; i < n; ++i)";
    private static final String GRID =
            "for (long i = blockIdx.x * (long) blockDim.x + threadIdx.x; i < n; i += (long) gridDim.x * blockDim.x)";

    /** C++ on the host, in single precision. */
    public static final Dialect CPP_FLOAT = cpp("float");

    /** C++ on the host, in double precision. */
    public static final Dialect CPP_DOUBLE = cpp("double");

    /** CUDA C++, in single precision; a grid-stride loop. */
    public static final Dialect CUDA_FLOAT = cuda("float");

    /** CUDA C++, in double precision; a grid-stride loop. */
    public static final Dialect CUDA_DOUBLE = cuda("double");

    /** C++ of the cpu backend's kernels, in single precision, whose loops become vector instructions. */
    public static final Dialect KERNEL_FLOAT =
            new Dialect("float", "static inline", "KERNEL", "__restrict__", LOOP, Calls.OWN);

    private static Dialect cpp(String type) {
        return new Dialect(type, "static inline", "extern \"C\" void", "__restrict__", LOOP, Calls.STANDARD);
    }

    private static Dialect cuda(String type) {
        return new Dialect(
                type,
                "static __device__ __forceinline__",
                "extern \"C\" __global__ void",
                "__restrict__",
                GRID,
                Calls.STANDARD);
    }

    boolean isFloat() {
        return type.equals("float");
    }

    /** The math library's function of this name for the type. */
    String call(String name) {
        return isFloat() ? name + "f" : name;
    }

    /**
     * What stands before a loop whose iterations are independent but for numbers that they add up or find the largest of.
     *
     * @param maxima by the reduction {@code maximum}, which the text before must declare since that of OpenMP loses NaN
     */
    public String simd(List<String> sums, List<String> maxima) {
        return "#pragma omp simd"
                + (sums.isEmpty() ? "" : " reduction(+ : " + String.join(", ", sums) + ")")
                + (maxima.isEmpty() ? "" : " reduction(maximum : " + String.join(", ", maxima) + ")");
    }

    /** A constant, exactly. */
    public String literal(double value) {
        if (Double.isNaN(value)) {
            return isFloat() ? "__builtin_nanf(\"\")" : "__builtin_nan(\"\")";
        } else if (Double.isInfinite(value)) {
            return (value < 0 ? "-" : "") + (isFloat() ? "__builtin_huge_valf()" : "__builtin_huge_val()");
        }
        return isFloat() ? (float) value + "f" : Double.toString(value);
    }
}
