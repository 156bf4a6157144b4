package dev.hebb.backend.cpu;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;

/** The native library as tests see it. */
public final class Kernels {
    private Kernels() {}

    /** Leaves out what follows where the build found no compiler. Where it found one, the backend must be usable. */
    public static void assumeBuilt() {
        Assumptions.assumeTrue(
                CpuProvider.class.getResource(Loader.getPlatform() + "/libhebbcpu.so") != null,
                "no C++ compiler was found when the cpu backend was built");
    }

    /** From now on in this process, whether only kernels for any processor of this kind run. */
    public static void baselineOnly(boolean only) {
        assumeBuilt();
        new CpuProvider().open().close();
        Native.useIsa((only ? Isa.BASELINE : Isa.AVX2).ordinal());
    }

    /** From now on in this process, kernels for this instruction set run; leaves out what follows where the processor lacks it. */
    static void use(Isa isa) {
        baselineOnly(false);
        Assumptions.assumeTrue(isa.compareTo(Isa.best()) <= 0, "this processor has " + Isa.best() + " at most");
        Native.useIsa(isa.ordinal());
    }

    /** From now on in this process, kernels for AVX-512 run; leaves out what follows where the processor lacks it. */
    public static void avx512() {
        use(Isa.AVX512);
    }
}
