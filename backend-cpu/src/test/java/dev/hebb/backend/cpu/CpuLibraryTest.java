package dev.hebb.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.backend.Probe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuLibraryTest {
    @BeforeAll
    static void assumeBuilt() {
        Kernels.assumeBuilt();
    }

    @TempDir
    Path folder;

    /** Prints what the probe says. */
    public static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            System.out.println(new CpuProvider().probe());
        }
    }

    private static Process start(Path temporary) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        return text;
    }

    @Test
    void processesThatLoadItAtOnceDoNotMeetAndLeaveNothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(folder));
        }
        for (Process process : processes) {
            String text = output(process);
            assertTrue(text.contains("Usable[device=CPU, kernels for "), text);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith("hebb"))
                            .toList());
        }
    }

    @Test
    void whereItCannotBeCopiedTheReasonNamesTheFolder() throws Exception {
        String text = output(start(folder.resolve("missing")));
        assertTrue(text.contains("Unusable"), text);
        assertTrue(text.contains("missing, set java.io.tmpdir"), text);
    }

    @Test
    void itIsTakenOnlyByName() {
        Backends.Entry entry = Backends.list().stream()
                .filter(any -> any.name().equals("cpu"))
                .findFirst()
                .orElseThrow();
        assertTrue(entry.rank() < 0);
        assertTrue(entry.probe() instanceof Probe.Usable, entry.toString());
    }
}
