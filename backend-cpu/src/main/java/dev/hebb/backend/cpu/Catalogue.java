package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The regions whose kernels were printed when the library was built, by the numbers of their kernels. Immutable. */
final class Catalogue {
    /** The resource: the canonical text of each region, one in a line, in the order of the kernels. */
    static final String FILE = "catalogue.txt";

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final List<String> texts;
    private final Map<String, Integer> numbers = new HashMap<>();

    /** @param texts the canonical text of each region, all different */
    Catalogue(List<String> texts) {
        this.texts = List.copyOf(texts);
        texts.forEach(text -> numbers.put(text, numbers.size()));
        if (numbers.size() != texts.size()) {
            throw new IllegalArgumentException(
                    "expected texts that are all different but got " + numbers.size() + " of " + texts.size());
        }
    }

    /** The one that was built with this class; empty where none was. */
    static Catalogue load() {
        try (InputStream file = Catalogue.class.getResourceAsStream(FILE)) {
            return new Catalogue(
                    file == null
                            ? List.of()
                            : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> texts() {
        return texts;
    }

    /** The number of the kernel that computes a region in float32; empty where there is none. */
    OptionalInt find(Region region) {
        Integer number = numbers.get(region.canonical());
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** Tells lists of texts apart: the library holds the one of its kernels. By Fowler, Noll and Vo, variant 1a, over the lines. */
    long hash() {
        long hash = FNV_OFFSET;
        for (byte b : (String.join("\n", texts) + "\n").getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
