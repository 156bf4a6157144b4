package dev.hebb.backend.cpu;

import dev.hebb.backend.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many threads a session computes with: the system property {@value #PROPERTY}, else the environment variable {@value #VARIABLE}, else as many as there are
 * physical cores that this process may use, within the processors that Java counts, which knows of quotas of containers.
 */
final class CpuThreads {
    static final String PROPERTY = "hebb.threads";
    static final String VARIABLE = "HEBB_THREADS";
    /** As many as the pool holds, and the caller. */
    static final int MOST = 1024;

    private CpuThreads() {}

    /** @throws BackendException for a setting that is no number from 1 to {@value #MOST} */
    static int budget() {
        return setting()
                .map(CpuThreads::parse)
                .orElseGet(() -> physical(Path.of("/"), Runtime.getRuntime().availableProcessors()));
    }

    private static Optional<String> setting() {
        String property = System.getProperty(PROPERTY);
        return Optional.ofNullable(property != null ? property : System.getenv(VARIABLE))
                .filter(text -> !text.isBlank());
    }

    private static int parse(String text) {
        try {
            int threads = Integer.parseInt(text.trim());
            if (threads >= 1 && threads <= MOST) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw wrong(text, e);
        }
        throw wrong(text, null);
    }

    private static BackendException wrong(String text, @org.jspecify.annotations.Nullable Exception cause) {
        return new BackendException(
                "expected a number of threads from 1 to " + MOST + " but got '" + text + "' in " + PROPERTY + " or "
                        + VARIABLE + "; leave it out for one thread per physical core",
                cause);
    }

    /**
     * @param root of the files of Linux that tell it; where they do not, processors count as cores
     * @param processors that Java may use
     */
    static int physical(Path root, int processors) {
        try {
            Set<String> cores = new HashSet<>();
            BitSet allowed = allowed(Files.readAllLines(root.resolve("proc/self/status")));
            for (int cpu = allowed.nextSetBit(0); cpu >= 0; cpu = allowed.nextSetBit(cpu + 1)) {
                cores.add(Files.readString(
                                root.resolve("sys/devices/system/cpu/cpu" + cpu + "/topology/thread_siblings_list"))
                        .trim());
            }
            return cores.isEmpty() ? processors : Math.min(cores.size(), processors);
        } catch (IOException | NumberFormatException e) {
            return Math.min(processors, MOST);
        }
    }

    private static BitSet allowed(List<String> status) {
        String key = "Cpus_allowed_list:";
        BitSet allowed = new BitSet();
        status.stream().filter(line -> line.startsWith(key)).findFirst().ifPresent(line -> {
            for (String range : line.substring(key.length()).trim().split(",")) {
                String[] ends = range.split("-");
                allowed.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        });
        return allowed;
    }
}
