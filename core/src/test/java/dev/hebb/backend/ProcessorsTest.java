package dev.hebb.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorsTest {
    @TempDir
    Path root;

    private void allow(String cpus) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/status"), "Name:\tjava\nCpus_allowed_list:\t" + cpus + "\n");
    }

    private void siblings(int cpu, String list) throws IOException {
        Path folder = root.resolve("sys/devices/system/cpu/cpu" + cpu + "/topology");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thread_siblings_list"), list + "\n");
    }

    @Test
    void threadsOfOneCoreCountOnce() throws IOException {
        allow("0-3");
        siblings(0, "0,2");
        siblings(1, "1,3");
        siblings(2, "0,2");
        siblings(3, "1,3");
        assertEquals(2, Processors.physicalCores(root, 4));
    }

    @Test
    void onlyWhatTheProcessMayUseCounts() throws IOException {
        allow("1,4-5");
        siblings(1, "1");
        siblings(4, "4");
        siblings(5, "5");
        assertEquals(3, Processors.physicalCores(root, 8));
    }

    @Test
    void aQuotaIsALimit() throws IOException {
        allow("0-1");
        siblings(0, "0");
        siblings(1, "1");
        assertEquals(1, Processors.physicalCores(root, 1));
    }

    @Test
    void whereLinuxDoesNotTellEveryProcessorIsACore() {
        assertEquals(5, Processors.physicalCores(root, 5));
        assertTrue(Processors.physicalCores() >= 1);
    }
}
