package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hebb.backend.cpu.CpuProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;

/**
 * The command as a process of its own.
 *
 * @param output where what it prints goes
 */
record CommandProcess(Process process, Path output) {
    /** The cpu backend's kernels, beside its classes. */
    static final String KERNELS = "libhebbcpu.so";

    /** How one is started. */
    record Setting(List<String> options, String classPath, Map<String, String> environment) {
        /** As this process was. */
        static final Setting PLAIN = new Setting(List.of(), System.getProperty("java.class.path"), Map.of());

        Setting withOptions(String... more) {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of(more));
            return new Setting(all, classPath, environment);
        }

        Setting withClassPath(String path) {
            return new Setting(options, path, environment);
        }

        Setting withEnvironment(String name, String value) {
            return new Setting(options, classPath, Map.of(name, value));
        }

        /** The command line of a process in which Ctrl-C works also where this process was started in the background. */
        List<String> commandLine(String line) {
            List<String> words = new ArrayList<>(List.of(
                    "env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            if (Runtime.version().feature() >= 24) { // as the hebb script does
                words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
            }
            words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
            words.addAll(options);
            words.addAll(List.of("-cp", classPath, Main.class.getName()));
            words.addAll(List.of(line.split(" ")));
            return words;
        }

        CommandProcess start(Path folder, String line, String output) throws IOException {
            Path file = folder.resolve(output);
            ProcessBuilder builder = new ProcessBuilder(commandLine(line))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile());
            builder.environment().putAll(environment);
            return new CommandProcess(builder.start(), file);
        }
    }

    /** Leaves out what follows where the cpu backend was built without a compiler. */
    static void assumeCpu() {
        Assumptions.assumeTrue(
                CpuProvider.class.getResource(Loader.getPlatform() + "/" + KERNELS) != null,
                "no C++ compiler was found when the cpu backend was built");
    }

    /** What it has printed so far. */
    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, which must be with this exit code. */
    void assertEndsWith(int code) throws InterruptedException {
        assertEquals(code, process.waitFor(), this::printed);
    }

    /** @param name such as INT, which Ctrl-C sends */
    void signal(String name) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }
}
