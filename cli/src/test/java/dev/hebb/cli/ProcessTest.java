package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** The command line of a process in which Ctrl-C works also where this process was started in the background. */
    private static List<String> commandLine(String line) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        if (Runtime.version().feature() >= 24) { // as the hebb script does
            words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        words.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.hebb.cli.Main"));
        words.addAll(List.of(line.split(" ")));
        return words;
    }

    private Process start(String line, String output) throws IOException {
        return new ProcessBuilder(commandLine(line))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile())
                .start();
    }

    private Process start(String line) throws IOException {
        return start(line, "out.txt");
    }

    private static void interrupt(Process process) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out.txt"));
    }

    @Test
    void twoProcessesAtOnceWithOneSeedWriteTheSameModelIntoFoldersOfTheirOwn() throws Exception {
        Process first = start("train flowers.yaml --seed 5");
        Process second = start("train flowers.yaml --seed 5", "second.txt");
        assertEquals(0, first.waitFor(), this::outputOrNone);
        assertEquals(0, second.waitFor(), this::outputOrNone);
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("runs/flowers-001/model.safetensors")),
                Files.readAllBytes(folder.resolve("runs/flowers-002/model.safetensors")));
    }

    private String outputOrNone() {
        try {
            return output();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertInterrupted(Process process) throws Exception {
        assertEquals(130, process.waitFor(), this::outputOrNone);
        assertTrue(output().contains("Interrupted") && output().contains("held-out rows"), output());
        for (String file : List.of("model.safetensors", "spec.yaml", "test.csv", "report.html")) {
            assertTrue(Files.size(folder.resolve("runs/flowers-001").resolve(file)) > 0, file);
        }
        Command evaluated =
                Command.done(folder, "evaluate runs/flowers-001/model.safetensors runs/flowers-001/test.csv");
        assertEquals(new Command(0, output(), "").scores(), evaluated.scores());
    }

    @Test
    void controlCStopsTrainingKeepsTheModelAndExitsWith130() throws Exception {
        Process process = start(
                "train flowers.yaml --set training.epochs=1000000 --set training.early_stopping.patience=1000000");
        Path history = folder.resolve("runs/flowers-001/history.csv");
        while (process.isAlive()
                && (!Files.exists(history) || Files.readAllLines(history).size() < 3)) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), this::outputOrNone);
        interrupt(process);
        assertInterrupted(process);
    }

    @Test
    void controlCTwiceInTheFirstEpochLeavesAModelToo() throws Exception {
        List<String> lines = new ArrayList<>(SmallData.lines());
        for (int i = 0; i < 9; i++) {
            lines.addAll(lines.subList(1, lines.size()));
        }
        Files.write(folder.resolve("flowers.csv"), lines);
        Process process =
                start("train flowers.yaml --batch 1 --set training.validation=0 --set training.early_stopping=none");
        Path history = folder.resolve("runs/flowers-001/history.csv");
        while (process.isAlive() && !Files.exists(history)) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), this::outputOrNone);
        interrupt(process);
        interrupt(process);
        assertInterrupted(process);
        assertTrue(Files.readAllLines(history).size() <= 2, "more than the epoch at hand");
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
            shell.addAll(commandLine("predict runs/flowers-001/model.safetensors many.csv"));
            Process process = new ProcessBuilder(shell)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out.txt").toFile())
                    .start();
            int code = process.waitFor();
            if (to.startsWith(">")) {
                assertEquals(2, code, this::outputOrNone);
                assertTrue(output().startsWith("hebb: expected to write to standard output"), output());
            } else {
                assertEquals(0, code, this::outputOrNone);
                assertTrue(output().startsWith("prediction,"), output());
            }
            assertEquals(1, output().lines().count(), output());
        }
    }
}
