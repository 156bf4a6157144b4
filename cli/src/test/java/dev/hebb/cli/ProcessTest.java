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

    /** Starts the command; Ctrl-C works in it also where this process was started in the background. */
    private Process start(String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.hebb.cli.Main"));
        line.addAll(List.of(args));
        return new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out.txt"));
    }

    @Test
    void twoProcessesWithOneSeedWriteTheSameModel() throws Exception {
        for (int run = 1; run <= 2; run++) {
            assertEquals(0, start("train", "flowers.yaml", "--seed", "5").waitFor(), this::outputOrNone);
        }
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

    @Test
    void controlCStopsTrainingKeepsTheModelAndExitsWith130() throws Exception {
        Process process = start(
                "train",
                "flowers.yaml",
                "--set",
                "training.epochs=1000000",
                "--set",
                "training.early_stopping.patience=1000000");
        Path history = folder.resolve("runs/flowers-001/history.csv");
        while (process.isAlive()
                && (!Files.exists(history) || Files.readAllLines(history).size() < 3)) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), this::outputOrNone);
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        assertEquals(130, process.waitFor(), this::outputOrNone);
        assertTrue(
                output().contains("Interrupted")
                        && output().contains("held-out rows")
                        && output().contains("model.safetensors"),
                output());
        Command evaluated =
                Command.run(folder, "evaluate", "runs/flowers-001/model.safetensors", "runs/flowers-001/test.csv");
        assertEquals(new Command(0, output(), "").scores(), evaluated.scores());
    }
}
