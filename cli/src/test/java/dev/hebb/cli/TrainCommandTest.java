package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeData() throws IOException {
        SmallData.write(folder);
    }

    private Command train(String... args) {
        String[] all = Stream.concat(Stream.of("train", "flowers.yaml"), Arrays.stream(args))
                .toArray(String[]::new);
        Command command = Command.run(folder, all);
        assertEquals(0, command.code(), command::toString);
        return command;
    }

    private byte[] model(int run) throws IOException {
        return Files.readAllBytes(folder.resolve("runs/flowers-%03d/model.safetensors".formatted(run)));
    }

    @Test
    void aRunPrintsItsScoresAndLeavesModelSpecHistoryAndHeldOutRows() throws IOException {
        Command command = train();
        for (String part : List.of(
                "58 to train on, 14 to validate, 18 held out",
                "dense_1",
                "18 held-out rows",
                "For comparison, always guessing",
                "For comparison, a linear model: accuracy",
                "runs/flowers-001/report.html",
                "runs/flowers-001",
                "rows/s")) {
            assertTrue(command.out().contains(part), () -> part + " is not in " + command);
        }
        assertEquals(3, command.scores().lines().count(), command::toString);
        assertTrue(command.err().contains("epoch 4/4"), command::toString);
        try (Stream<Path> files = Files.list(folder.resolve("runs/flowers-001"))) {
            Set<String> names =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    Set.of(
                            "model.safetensors",
                            "spec.yaml",
                            "history.csv",
                            "test.csv",
                            "report.html",
                            "learning-curve.png",
                            "confusion-matrix.png",
                            "roc-curve.png",
                            "precision-recall-curve.png"),
                    names);
        }
        List<String> history = Files.readAllLines(folder.resolve("runs/flowers-001/history.csv"));
        assertEquals("epoch,loss,accuracy,f1_macro,val_loss,val_accuracy,val_f1_macro", history.get(0));
        assertEquals(5, history.size());
        List<String> held = Files.readAllLines(folder.resolve("runs/flowers-001/test.csv"));
        List<String> all = SmallData.lines();
        assertEquals(all.size() / 5 + 1, held.size());
        assertEquals(all.get(0), held.get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last: 0.2", "fraction: 0.3", "fraction: 0.3, stratify: false"})
    void evaluateOnTheHeldOutRowsPrintsTheSameFigures(String test) throws IOException {
        SmallData.spec(folder, test);
        Command trained = train();
        Command evaluated =
                Command.run(folder, "evaluate", "runs/flowers-001/model.safetensors", "runs/flowers-001/test.csv");
        assertEquals(0, evaluated.code(), evaluated::toString);
        assertEquals(trained.scores(), evaluated.scores());
        assertFalse(trained.scores().isEmpty());
    }

    @Test
    void regressionOnTwoTargetsIsScoredInTheirUnits() throws IOException {
        Command trained = train(
                "--set",
                "task=regression",
                "--set",
                "data.target=[width, length]",
                "--set",
                "data.drop=[name, kind]",
                "--set",
                "metrics=[rmse, mae, r2]",
                "--set",
                "model=[]",
                "--set",
                "data.test={fraction: 0.2}");
        assertTrue(trained.out().contains("always guessing the mean, "), trained::toString);
        Command evaluated =
                Command.run(folder, "evaluate", "runs/flowers-001/model.safetensors", "runs/flowers-001/test.csv");
        assertEquals(trained.scores(), evaluated.scores());
        assertEquals(5, evaluated.scores().lines().count(), evaluated::toString);
    }

    @Test
    void theSameSeedGivesTheSameModelAndAnotherOneDoesNot() throws IOException {
        train("--seed", "3");
        train("--seed", "3");
        train("--seed", "4");
        assertArrayEquals(model(1), model(2));
        assertFalse(Arrays.equals(model(1), model(3)));
    }

    @Test
    void theResolvedSpecRepeatsTheRunBitForBit() throws IOException {
        SmallData.spec(folder, "fraction: 0.3");
        train("--seed", "3", "--set", "training.lr=0.01", "--set", "training.epochs=3");
        Command again = Command.run(folder, "train", "runs/flowers-001/spec.yaml");
        assertEquals(0, again.code(), again::toString);
        assertArrayEquals(model(1), model(2));
        assertEquals(
                Files.readString(folder.resolve("runs/flowers-001/history.csv")),
                Files.readString(folder.resolve("runs/flowers-002/history.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"last: 0.2", "fraction: 0.2, stratify: false"})
    void labelsAndFeaturesOfHeldOutRowsDoNotReachTheModel(String test) throws IOException {
        SmallData.spec(folder, test);
        Command first = train();
        Set<String> held = Files.readAllLines(folder.resolve("runs/flowers-001/test.csv")).stream()
                .skip(1)
                .map(line -> line.split(",")[3])
                .collect(Collectors.toSet());
        assertEquals(SmallData.ROWS / 5, held.size());
        List<String> changed = SmallData.lines().stream()
                .map(line -> held.contains(line.split(",")[3])
                        ? "1000," + line.split(",")[1] + ",5," + line.split(",")[3] + ",rose"
                        : line)
                .toList();
        Files.write(folder.resolve("flowers.csv"), changed);
        Command second = train();
        assertFalse(first.scores().equals(second.scores()), second::toString);
        assertArrayEquals(model(1), model(2));
    }

    @Test
    void seedAndSetOverrideTheSpec() throws IOException {
        train("--seed", "11", "--set", "training.epochs=2");
        String spec = Files.readString(folder.resolve("runs/flowers-001/spec.yaml"));
        assertTrue(spec.contains("seed: 11") && spec.contains("epochs: 2"), spec);
    }
}
