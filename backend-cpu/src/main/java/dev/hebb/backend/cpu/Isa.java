package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
     * Makes the library use the one that {@code name} says, else, or where that cannot be, the best up to AVX2.
     *
     * @return what is used, in words
     */
    static String choose(@Nullable String name) {
        Isa best = best();
        Isa chosen = best.compareTo(AVX2) < 0 ? best : AVX2;
        if (name != null && fault(name).isEmpty()) {
            chosen = values()[names().indexOf(name)];
        }
        Native.useIsa(chosen.ordinal());
        return "CPU, kernels for "
                + (chosen == BASELINE ? Loader.getPlatform() : chosen.text().toUpperCase(Locale.ROOT));
    }

    /** @throws BackendException for a name that is none, or one that the processor lacks */
    static void require(@Nullable String name) {
        if (name != null) {
            fault(name).ifPresent(fault -> {
                throw new BackendException(fault + "; leave it out for the best up to " + AVX2.text());
            });
        }
    }

    private static Optional<String> fault(String name) {
        if (!names().contains(name)) {
            return Optional.of(
                    "expected one of " + names() + " but got '" + name + "' in the system property " + PROPERTY);
        } else if (names().indexOf(name) > best().ordinal()) {
            return Optional.of("expected at most " + best().text() + ", which this processor has, but got '" + name
                    + "' in the system property " + PROPERTY);
        }
        return Optional.empty();
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(Isa::text).toList();
    }

    /** The best that the processor has. */
    static Isa best() {
        return values()[(int) Native.isa()];
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
