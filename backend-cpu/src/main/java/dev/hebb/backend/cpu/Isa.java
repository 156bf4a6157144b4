package dev.hebb.backend.cpu;

import dev.hebb.backend.Probe;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/** Instruction sets that there are kernels for, each with all of the ones before it; in the order of {@code library.cpp}. */
enum Isa {
    /** What every processor of its kind has. */
    BASELINE,
    /** With FMA. */
    AVX2,
    /** F, DQ, BW and VL; only where it is asked for. */
    AVX512;

    /** The system property that names one. */
    static final String PROPERTY = "hebb.cpu.isa";

    /**
     * Makes the library use the one that {@code name} says, else the best up to AVX2.
     *
     * @return how the backend is usable, or why not: for a name that is none, or one that the processor lacks
     */
    static Probe choose(@Nullable String name) {
        Isa best = best();
        Isa chosen = best.compareTo(AVX2) < 0 ? best : AVX2;
        if (name != null) {
            List<String> names = Arrays.stream(values()).map(Isa::text).toList();
            if (!names.contains(name)) {
                return new Probe.Unusable("expected one of " + names + " but got '" + name + "' in " + PROPERTY);
            }
            chosen = values()[names.indexOf(name)];
            if (chosen.compareTo(best) > 0) {
                return new Probe.Unusable(
                        "this processor has " + best.text() + " at most but " + PROPERTY + " says " + name);
            }
        }
        Native.useIsa(chosen.ordinal());
        return new Probe.Usable("CPU, kernels for "
                + (chosen == BASELINE ? Loader.getPlatform() : chosen.text().toUpperCase(Locale.ROOT)));
    }

    /** The best that the processor has. */
    static Isa best() {
        return values()[(int) Native.isa()];
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
