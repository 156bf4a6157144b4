package dev.hebb.backend.cpu;

import dev.hebb.backend.Probe;
import dev.hebb.backend.nd4j.Nd4jProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.slf4j.LoggerFactory;

/**
 * Loads the native library, once per class loader. It is copied to a file of its own in {@code java.io.tmpdir} and the file is removed as soon as it is
 * loaded, so two processes never meet and nothing stays behind.
 */
final class CpuLibrary {
    private static final String FILE = "libhebbcpu.so";
    private static final String OPENBLAS = "libopenblas.so.0";

    private CpuLibrary() {}

    /** Initialized, and so loaded, at the first probe. */
    private static final class Loaded {
        static final Catalogue CATALOGUE = Catalogue.load();
        static final Probe PROBE = load();
    }

    /** The kernels of the library. */
    static Catalogue catalogue() {
        return Loaded.CATALOGUE;
    }

    static Probe probe() {
        if (new Nd4jProvider().probe() instanceof Probe.Unusable unusable) {
            return new Probe.Unusable("it needs ND4J for the arrays that users hold, and " + unusable.reason());
        }
        return Loaded.PROBE;
    }

    private static Probe load() {
        String resource = Loader.getPlatform() + "/" + FILE;
        try (InputStream library = CpuLibrary.class.getResourceAsStream(resource)) {
            if (library == null) {
                return new Probe.Unusable(
                        "its kernels for " + Loader.getPlatform()
                                + " are not on the class path: build hebb-backend-cpu there with a C++ compiler (g++, or set CXX)");
            }
            load(library);
            return start();
        } catch (IOException e) {
            return new Probe.Unusable("its kernels cannot be copied to " + folder() + ", set java.io.tmpdir: " + e);
        } catch (LinkageError e) {
            LoggerFactory.getLogger(CpuLibrary.class).debug("the cpu backend does not load", e);
            return new Probe.Unusable("its libraries do not load from " + folder()
                    + ", which must allow programs (else set java.io.tmpdir): " + e.getMessage());
        }
    }

    private static String folder() {
        return System.getProperty("java.io.tmpdir", "");
    }

    private static void load(InputStream library) throws IOException {
        Path copy = Files.createTempFile("hebb-cpu-", ".so");
        try {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            System.load(copy.toAbsolutePath().toString());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Probe start() {
        String bindings = Loader.load(openblas_nolapack.class);
        String openBlas = Path.of(bindings).resolveSibling(OPENBLAS).toString();
        long result = start(openBlas);
        if (result != 0) {
            return new Probe.Unusable(
                    result == 1
                            ? "OpenBLAS does not load from " + openBlas
                            : "OpenBLAS in " + openBlas + " lacks cblas_sgemm or openblas_set_num_threads");
        }
        if (Native.catalogueHash() != catalogue().hash()) {
            return new Probe.Unusable(
                    "its list of kernels, " + Catalogue.FILE
                            + ", is not the one that its library was built from: build hebb-backend-cpu again, and look for two versions of it on the class path");
        }
        return new Probe.Usable(Isa.choose(System.getProperty(Isa.PROPERTY)));
    }

    private static long start(String path) {
        try (BytePointer text = new BytePointer(path)) {
            return Native.start(text.address());
        }
    }
}
