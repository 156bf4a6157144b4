package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProcessTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        SmallData.write(folder);
    }

    private CommandProcess start(String line) throws IOException {
        return CommandProcess.Setting.PLAIN.start(folder, line, "out.txt");
    }

    @Test
    void twoProcessesAtOnceWithOneSeedWriteTheSameModelIntoFoldersOfTheirOwn() throws Exception {
        CommandProcess first = start("train flowers.yaml --seed 5");
        CommandProcess second = CommandProcess.Setting.PLAIN.start(folder, "train flowers.yaml --seed 5", "second.txt");
        first.assertEndsWith(0);
        second.assertEndsWith(0);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("runs/flowers-001/model.safetensors")),
                Files.readAllBytes(folder.resolve("runs/flowers-002/model.safetensors")));
    }

    @Test
    void kernelsForEveryInstructionSetTrainTheDigits() throws Exception {
        CommandProcess.assumeCpu();
        // Lines are split at spaces, which the path of this checkout may have.
        Files.createSymbolicLink(
                folder.resolve("examples"), Path.of("../examples").toAbsolutePath());
        String line = "train examples/digits.yaml --device cpu --epochs 4";
        Map<String, CommandProcess> processes = new LinkedHashMap<>();
        for (String isa : List.of("baseline", "avx2", "avx512")) {
            CommandProcess.Setting setting = CommandProcess.Setting.PLAIN.withOptions("-Dhebb.cpu.isa=" + isa);
            processes.put(isa, setting.start(folder, line, isa));
        }
        for (Map.Entry<String, CommandProcess> one : processes.entrySet()) {
            int code = one.getValue().process().waitFor();
            String printed = one.getValue().printed();
            if (code == 2 && !one.getKey().equals("baseline")) { // the processor may lack it
                assertTrue(
                        printed.contains("which this processor has, but got '" + one.getKey()
                                + "' in the system property hebb.cpu.isa"),
                        printed);
            } else {
                assertEquals(0, code, printed);
                String kernels = one.getKey().equals("baseline")
                        ? Loader.getPlatform()
                        : one.getKey().toUpperCase(Locale.ROOT);
                assertTrue(printed.contains("CPU, kernels for " + kernels + ", "), printed);
                assertTrue(new Command(code, printed, "").scores().matches("(?s).*accuracy +0\\.9.*"), printed);
            }
        }
    }

    @Test
    void afterAFullDiskTheCommandSaysSoAndAfterHeadItSaysNothing() throws Exception {
        Command.done(folder, "train flowers.yaml --epochs 1");
        List<String> lines = new ArrayList<>(SmallData.lines());
        for (int i = 0; i < 7; i++) {
            lines.addAll(lines.subList(1, lines.size()));
        }
        Files.write(folder.resolve("many.csv"), lines);
        for (String to : List.of("> /dev/full", "| head -1")) {
            List<String> shell =
                    new ArrayList<>(List.of("bash", "-c", "\"$@\" " + to + "; exit ${PIPESTATUS[0]}", "bash"));
            shell.addAll(
                    CommandProcess.Setting.PLAIN.commandLine("predict runs/flowers-001/model.safetensors many.csv"));
            Path printed = folder.resolve("out.txt");
            int code = new ProcessBuilder(shell)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start()
                    .waitFor();
            String output = Files.readString(printed);
            if (to.startsWith(">")) {
                assertEquals(2, code, output);
                assertTrue(output.startsWith("hebb: expected to write to standard output"), output);
            } else {
                assertEquals(0, code, output);
                assertTrue(output.startsWith("prediction,"), output);
            }
            assertEquals(1, output.lines().count(), output);
        }
    }
}
