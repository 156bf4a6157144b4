package dev.hebb.backend.cpu;

import dev.hebb.compile.Region;
import dev.hebb.compile.RegionPrinter;
import dev.hebb.expr.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prints the kernels of the catalogue, for the build: {@code CatalogueMain SOURCES RESOURCES}.
 *
 * <p>Into the folder SOURCES it writes {@code kernels-0.inc, ..}, parts of about the same size that compile side by side, and {@code catalogue.inc}, the table
 * with the hash of the list; into RESOURCES the list that {@link Catalogue} reads. A file whose text is as before is left alone.
 */
public final class CatalogueMain {
    /** As build.sh has it. */
    private static final int PARTS = 8;

    private CatalogueMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected a folder for sources and one for resources but got " + List.of(arguments));
        }
        Collection<Region> regions = CatalogueModels.regions();
        Catalogue catalogue =
                new Catalogue(regions.stream().map(Region::canonical).toList());
        StringBuilder[] parts = new StringBuilder[PARTS];
        for (int part = 0; part < PARTS; part++) {
            parts[part] = new StringBuilder();
        }
        RegionPrinter printer = new RegionPrinter(Dialect.KERNEL_FLOAT);
        int number = 0;
        for (Region region : regions) {
            shortest(parts).append(printer.function("k" + number++, region)).append('\n');
        }
        Path sources = Files.createDirectories(Path.of(arguments[0]));
        for (int part = 0; part < PARTS; part++) {
            write(sources.resolve("kernels-" + part + ".inc"), parts[part].toString());
        }
        write(sources.resolve("catalogue.inc"), table(catalogue));
        write(
                Files.createDirectories(Path.of(arguments[1])).resolve(Catalogue.FILE),
                catalogue.texts().stream().map(text -> text + "\n").collect(Collectors.joining()));
    }

    private static StringBuilder shortest(StringBuilder[] parts) {
        StringBuilder shortest = parts[0];
        for (StringBuilder part : parts) {
            shortest = part.length() < shortest.length() ? part : shortest;
        }
        return shortest;
    }

    private static String table(Catalogue catalogue) {
        StringBuilder declarations = new StringBuilder();
        StringBuilder table = new StringBuilder("extern const RegionKernel CATALOGUE[] = {\n");
        for (int kernel = 0; kernel < catalogue.texts().size(); kernel++) {
            declarations.append("void k").append(kernel).append("(const Pass<float>&, int64_t, int64_t);\n");
            table.append("    k").append(kernel).append(",\n");
        }
        return declarations.toString() + table + "    0};\n" + "extern const int64_t CATALOGUE_HASH = (int64_t) 0x"
                + Long.toHexString(catalogue.hash()) + "ull;\n";
    }

    private static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
            Files.write(file, bytes);
        }
    }
}
