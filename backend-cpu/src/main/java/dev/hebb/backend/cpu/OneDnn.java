package dev.hebb.backend.cpu;

import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.slf4j.LoggerFactory;

/** oneDNN, where it is on the class path; loaded when a product first asks for it, because that takes a tenth of a second. */
final class OneDnn {
    private static final String FOLDER = "/org/bytedeco/dnnl/";
    private static final String FILE = "libdnnl.so.3";
    /** What it needs beside itself. */
    private static final String OPENMP = "libgomp.so.1";

    private OneDnn() {}

    private static final class Loaded {
        static final boolean IS_THERE = load();
    }

    static boolean isThere() {
        return Loaded.IS_THERE;
    }

    private static boolean load() {
        String folder = FOLDER + Loader.getPlatform() + "/";
        if (OneDnn.class.getResource(folder + FILE) == null) {
            return false;
        }
        try {
            if (OneDnn.class.getResource(folder + OPENMP) != null) {
                Loader.cacheResource(OneDnn.class, folder + OPENMP);
            }
            File library = Loader.cacheResource(OneDnn.class, folder + FILE);
            try (BytePointer path = new BytePointer(library.getAbsolutePath())) {
                long result = Native.startOneDnn(path.address());
                if (result != 0) {
                    LoggerFactory.getLogger(OneDnn.class)
                            .warn(
                                    "oneDNN is not used: {} {}",
                                    library,
                                    result == 1 ? "does not load" : "lacks dnnl_sgemm");
                }
                return result == 0;
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(OneDnn.class).warn("oneDNN is not used, it cannot be extracted: {}", e.toString());
            return false;
        }
    }
}
