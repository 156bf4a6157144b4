package dev.hebb.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How many processors there are to compute with. */
public final class Processors {
    private Processors() {}

    /**
     * The physical cores that this process may use, within the processors that Java counts, which knows of the quotas of containers. Where Linux does not
     * tell which processors share a core, each counts as one.
     */
    public static int physicalCores() {
        return physicalCores(Path.of("/"), Runtime.getRuntime().availableProcessors());
    }

    /**
     * @param root of the files that Linux tells it in
     * @param processors that Java may use
     */
    static int physicalCores(Path root, int processors) {
        try {
            Set<String> cores = new HashSet<>();
            BitSet allowed = allowed(Files.readAllLines(root.resolve("proc/self/status")));
            Path folder = root.resolve("sys/devices/system/cpu");
            for (int cpu = allowed.nextSetBit(0); cpu >= 0; cpu = allowed.nextSetBit(cpu + 1)) {
                cores.add(Files.readString(folder.resolve("cpu" + cpu + "/topology/thread_siblings_list")));
            }
            return cores.isEmpty() ? processors : Math.min(cores.size(), processors);
        } catch (IOException | NumberFormatException e) {
            return processors;
        }
    }

    private static BitSet allowed(List<String> status) {
        String key = "Cpus_allowed_list:";
        BitSet allowed = new BitSet();
        status.stream().filter(line -> line.startsWith(key)).findFirst().ifPresent(line -> {
            for (String range : line.substring(key.length()).trim().split(",", -1)) {
                String[] ends = range.split("-", -1);
                allowed.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        });
        return allowed;
    }
}
