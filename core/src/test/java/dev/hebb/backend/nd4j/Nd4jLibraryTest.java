package dev.hebb.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said where ND4J's library is missing, in a process of its own, since ND4J starts only once per process. */
class Nd4jLibraryTest {
    /** Prints what was found. */
    public static final class Listing {
        private Listing() {}

        public static void main(String[] arguments) {
            Backends.list().forEach(System.out::println);
        }
    }

    private static String listing(Predicate<String> keptJars) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(".jar")
                        || keptJars.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", classPath, Listing.class.getName())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void itIsUsableHereAndSaysOnWhat() {
        Probe.Usable usable = assertInstanceOf(Probe.Usable.class, Nd4jLibrary.probe());
        assertTrue(usable.device().startsWith("CPU, nd4j-native 1"), usable.device());
        assertEquals(usable, Nd4jLibrary.probe());
    }

    @Test
    void withoutAnyLibraryItSaysWhatToAdd() throws Exception {
        String text = listing(jar -> !jar.startsWith("nd4j-native"));
        assertTrue(
                text.contains("Unusable[reason=no ND4J library is on the class path: add org.nd4j:nd4j-native"), text);
    }

    @Test
    void withoutTheLibraryOfThisPlatformItSaysWhichOnesAreMissing() throws Exception {
        String text = listing(jar -> !jar.matches("(nd4j-native|openblas|javacpp)-.*(linux|windows|macosx).*"));
        assertTrue(text.contains("is not on the class path: add org.nd4j:nd4j-native:"), text);
        assertTrue(text.contains(" and org.bytedeco:javacpp:") && text.contains(" and org.bytedeco:openblas:"), text);
    }
}
