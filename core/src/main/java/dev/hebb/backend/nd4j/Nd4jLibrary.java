package dev.hebb.backend.nd4j;

import dev.hebb.backend.Probe;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.slf4j.LoggerFactory;

/**
 * Looks for ND4J's native library. Class {@code Nd4j} cannot be used again in this process once it has failed to start, so what can be missing is looked
 * for before.
 */
final class Nd4jLibrary {
    private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
    private static final String BINDINGS = "org/nd4j/linalg/cpu/nativecpu/bindings/";

    private Nd4jLibrary() {}

    static Probe probe() {
        try {
            Nd4jBackend found = Nd4jBackend.load();
            List<String> missing = found.getClass().getName().equals(CPU)
                    ? missingNatives(found.getClass().getClassLoader())
                    : List.of();
            if (!missing.isEmpty()) {
                return new Probe.Unusable("nd4j-native's library for this platform, " + Loader.getPlatform()
                        + ", is not on the class path: add " + String.join(" and ", missing));
            }
            return new Probe.Usable(device(found));
        } catch (Nd4jBackend.NoAvailableBackendException e) {
            return new Probe.Unusable(
                    "no ND4J library is on the class path: add org.nd4j:nd4j-native with the classifiers "
                            + Loader.getPlatform() + " or " + Loader.getPlatform() + "-avx2");
        } catch (LinkageError | RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            LoggerFactory.getLogger(Nd4jLibrary.class).debug("ND4J does not start", e);
            return new Probe.Unusable("ND4J's library does not start: " + cause);
        }
    }

    /** The coordinates of the native jars that the class path lacks. */
    private static List<String> missingNatives(ClassLoader loader) {
        String platform = Loader.getPlatform();
        boolean hasNd4j = Stream.of("", "-avx2", "-avx512", "-onednn", "-onednn-avx2", "-onednn-avx512")
                .anyMatch(extension -> isPresent(loader, BINDINGS + platform + extension, "jnind4jcpu"));
        boolean hasJavacpp = isPresent(loader, "org/bytedeco/javacpp/" + platform, "jnijavacpp");
        boolean hasOpenblas = isPresent(loader, "org/bytedeco/openblas/" + platform, "jniopenblas_nolapack");
        return Stream.of(
                        hasNd4j ? "" : "org.nd4j:nd4j-native:" + platform,
                        hasJavacpp ? "" : "org.bytedeco:javacpp:" + platform,
                        hasOpenblas ? "" : "org.bytedeco:openblas:" + platform)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static boolean isPresent(ClassLoader loader, String folder, String library) {
        return Stream.of(
                        System.mapLibraryName(library),
                        library + ".dll",
                        "lib" + library + ".so",
                        "lib" + library + ".dylib")
                .distinct()
                .anyMatch(file -> loader.getResource(folder + "/" + file) != null);
    }

    /** Starts ND4J, if nobody has yet. */
    private static String device(Nd4jBackend found) {
        String executioner = Nd4j.getExecutioner().getClass().getSimpleName();
        boolean isCpu = found.getClass().getName().equals(CPU);
        String version =
                version(isCpu ? "nd4j-native" : "nd4j-api", found.getClass().getClassLoader());
        return (isCpu ? "CPU" : executioner) + ", "
                + (isCpu ? "nd4j-native" : found.getClass().getSimpleName()) + version;
    }

    /** The version that the artifact's jar states, with a space before it; empty where it states none. */
    private static String version(String artifact, ClassLoader loader) {
        Properties properties = new Properties();
        try (InputStream in = loader.getResourceAsStream("META-INF/maven/org.nd4j/" + artifact + "/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(Nd4jLibrary.class).debug("no version of {}", artifact, e);
        }
        String version = properties.getProperty("version", "");
        return version.isEmpty() ? "" : " " + version;
    }
}
