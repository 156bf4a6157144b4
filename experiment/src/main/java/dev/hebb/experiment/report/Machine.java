package dev.hebb.experiment.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine of a run.
 *
 * @param processor its name, or its kind where the system does not tell the name
 * @param cores that the program may use
 * @param memoryBytes of the machine; 0 where unknown
 * @param system the operating system
 * @param java the Java version
 */
public record Machine(String processor, int cores, long memoryBytes, String system, String java) {
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

    /** The machine that this runs on. */
    public static Machine here() {
        return new Machine(
                processor(LINUX_PROCESSORS)
                        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                        .orElse(property("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                memory(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.version") + " " + property("java.vm.vendor"));
    }

    /** The name that Linux gives. */
    static Optional<String> processor(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name") && line.contains(":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .filter(name -> !name.isEmpty())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
