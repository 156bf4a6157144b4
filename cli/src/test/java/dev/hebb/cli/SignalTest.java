package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training as a process of its own that Ctrl-C, kill and kill -9 end. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SignalTest {
    /** Within so long a process that was told to end has ended. */
    private static final int SECONDS_TO_END = 10;

    /** A model whose products are for several threads. */
    private static final String WIDE = " --batch 64 --set model=[{\"dense\":512},{\"dense\":512}]";

    private static final String ENDLESS = " --set training.epochs=1000000 --set training.early_stopping=none";

    @TempDir
    Path folder;

    private Path temporary;
    private Path run;

    @BeforeEach
    void writeData() throws IOException {
        SmallData.write(folder);
        temporary = Files.createDirectory(folder.resolve("temporary"));
        run = folder.resolve("runs/flowers-001");
    }

    private CommandProcess train(String options) throws IOException {
        if (options.contains("--device cpu")) {
            CommandProcess.assumeCpu();
        }
        return CommandProcess.Setting.PLAIN
                .withOptions("-Djava.io.tmpdir=" + temporary)
                .withEnvironment("HEBB_THREADS", "2")
                .start(folder, "train flowers.yaml" + options, "out.txt");
    }

    private void awaitLinesOfHistory(CommandProcess process, int lines) throws Exception {
        Path history = run.resolve("history.csv");
        while (process.isAlive()
                && (!Files.exists(history) || Files.readAllLines(history).size() < lines)) {
            Thread.sleep(20);
        }
        assertTrue(process.isAlive(), process::printed);
    }

    /** It ends soon, with nothing in the folder for temporary files. */
    private void assertEndsSoon(CommandProcess process, int code) throws Exception {
        assertTrue(process.process().waitFor(SECONDS_TO_END, TimeUnit.SECONDS), process::printed);
        process.assertEndsWith(code);
        assertEquals(List.of(), files(temporary));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The run is whole: its model has the scores that were printed. */
    private void assertReported(CommandProcess process) throws Exception {
        String printed = process.printed();
        assertTrue(printed.contains("Interrupted") && printed.contains("held-out rows"), printed);
        List<String> all = files(run);
        assertEquals(
                List.of("history.csv", "model.safetensors", "report.html", "spec.yaml", "test.csv"),
                all.stream().filter(file -> !file.endsWith(".png")).toList());
        for (String file : all) { // no epoch may have ended
            assertTrue(file.equals("history.csv") || Files.size(run.resolve(file)) > 0, file);
        }
        assertEquals(new Command(0, printed, "").scores(), evaluated().scores());
    }

    private Command evaluated() {
        return Command.done(folder, "evaluate runs/flowers-001/model.safetensors runs/flowers-001/test.csv");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130, cpu", "TERM, 143, cpu", "INT, 130, nd4j"})
    void whatCanBeHeardStopsTrainingAndKeepsTheModel(String signal, int code, String device) throws Exception {
        CommandProcess process = train(WIDE + ENDLESS + " --device " + device);
        awaitLinesOfHistory(process, 3);
        process.signal(signal);
        assertEndsSoon(process, code);
        assertReported(process);
    }

    @Test
    void killLeavesNoModel() throws Exception {
        CommandProcess process = train(WIDE + ENDLESS + " --device cpu");
        awaitLinesOfHistory(process, 3);
        process.signal("KILL");
        assertEndsSoon(process, 137);
        assertEquals(List.of("history.csv", "spec.yaml", "test.csv"), files(run));
        Command.line(folder, "evaluate runs/flowers-001/model.safetensors runs/flowers-001/test.csv")
                .assertRefused("expected a model file (safetensors) but there is no file", "check the path");
    }

    @Test
    void killWhileTheModelIsWrittenLeavesNoneOrAWholeOne() throws Exception {
        CommandProcess process =
                train(" --device cpu --epochs 1 --batch 64 --set model=[{\"dense\":3000},{\"dense\":3000}]");
        while (process.isAlive() && !isModelWritten()) {
            Thread.sleep(1);
        }
        assertTrue(process.isAlive(), process::printed);
        process.signal("KILL");
        assertEndsSoon(process, 137);
        if (Files.exists(run.resolve("model.safetensors"))) {
            assertFalse(evaluated().scores().isEmpty());
        } else {
            assertTrue(files(run).stream().anyMatch(file -> file.matches("\\.hebb-.*\\.tmp")), files(run)::toString);
        }
    }

    /** Whether some of the model is on the disk. */
    private boolean isModelWritten() throws IOException {
        if (!Files.exists(run)) {
            return false;
        }
        for (String file : files(run)) {
            if (size(run.resolve(file)) > 1_000_000) {
                return true;
            }
        }
        return false;
    }

    /** 0 for a file that has been renamed. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Test
    void controlCTwiceInTheFirstEpochLeavesAModelToo() throws Exception {
        List<String> lines = new ArrayList<>(SmallData.lines());
        for (int i = 0; i < 9; i++) {
            lines.addAll(lines.subList(1, lines.size()));
        }
        Files.write(folder.resolve("flowers.csv"), lines);
        CommandProcess process = train(" --batch 1 --set training.validation=0 --set training.early_stopping=none");
        awaitLinesOfHistory(process, 0);
        process.signal("INT");
        process.signal("INT");
        assertEndsSoon(process, 130);
        assertReported(process);
        assertTrue(Files.readAllLines(run.resolve("history.csv")).size() <= 2, "more than the epoch at hand");
    }
}
