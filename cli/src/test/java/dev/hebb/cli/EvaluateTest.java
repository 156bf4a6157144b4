package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The held-out rows score the same in training and in {@code hebb evaluate}, and training does not see them. */
class EvaluateTest {
    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void writeData() throws IOException {
        samples = Samples.write(folder);
        List<String> rows = new ArrayList<>();
        for (String row : Samples.rows()) {
            int i = rows.size();
            rows.add("2024-0" + (1 + i % 9) + "-1" + i % 10 + ","
                    + (i % 7 == 0 ? row.replaceFirst("^[^,]*", "NA") : row));
        }
        samples.text("days.csv", "day," + Samples.HEADER + "\n" + String.join("\n", rows) + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good.yaml",
                "good.yaml --set 'data.labels={a: \"first, best\", b: \"second\"}'",
                "good.yaml --set 'data.labels={a: \"caf\u00e9\", b: \"\u4e2d\"}' --set metrics=[accuracy,log_loss,brier,roc_auc]",
                "good.yaml --set data.file=days.csv --set preprocess.numeric.indicator=true",
                "good.yaml --set training.class_weight=balanced",
                "good.yaml --set 'training.class_weight={a: 3}'",
                "good.yaml --set data.test.last=0.25 --set training.validation=0.2",
                "good.yaml --set data.test.file=days.csv",
                "good.yaml --set data.file=days.csv --set data.missing=[NA]",
                "numbers.yaml",
                "numbers.yaml --set data.file=days.csv --set preprocess.target.scale=minmax",
                "numbers.yaml --set data.target=[y,x] --set preprocess.target.scale=robust --set training.loss=huber",
                "numbers.yaml --set preprocess.target.scale=none --set metrics=[rmse,median_absolute_error,max_error]",
                "images.yaml",
                "images.yaml --set data.idx.test=[images,labels]"
            })
    void theHeldOutRowsScoreTheSame(String line) {
        Command trained = Command.done(folder, "train " + line);
        String run = "runs/" + line.replaceFirst("\\..*", "") + "-001/";
        Command evaluated = Command.done(folder, "evaluate " + run + "model.safetensors " + run + "test.csv");
        assertFalse(trained.scores().isEmpty());
        assertEquals(trained.scores(), evaluated.scores());
    }

    @Test
    void imagesScoreTheSameFromIdxFilesAndFromATable() {
        Command trained = Command.done(folder, "train images.yaml --set data.idx.test=[images,labels]");
        assertEquals(
                trained.scores(),
                Command.done(folder, "evaluate runs/images-001/model.safetensors images labels")
                        .scores());
    }

    @ParameterizedTest
    @ValueSource(strings = {"good.yaml --set 'data.test={fraction: 0.2, stratify: false}'", "numbers.yaml"})
    void heldOutRowsDoNotReachTheModel(String line) throws IOException {
        String run = "runs/" + line.replaceFirst("\\..*", "") + "-00";
        line = line
                + " --set training.validation=0.2 --set training.early_stopping.patience=1 --set data.columns.colour=categorical";
        Command first = Command.done(folder, "train " + line);
        List<String> held = Files.readAllLines(folder.resolve(run + "1/test.csv"));
        List<String> changed = Files.readAllLines(folder.resolve("good.csv")).stream()
                .map(row -> row.startsWith("x,") || !held.contains(row)
                        ? row
                        : "1000,-77.5,red," + (row.endsWith("a") ? "b" : "a"))
                .toList();
        Files.write(folder.resolve("good.csv"), changed);
        Command second = Command.done(folder, "train " + line);
        assertFalse(first.scores().equals(second.scores()), second::toString);
        assertArrayEquals(samples.read(run + "1/model.safetensors"), samples.read(run + "2/model.safetensors"));
        assertArrayEquals(samples.read(run + "1/history.csv"), samples.read(run + "2/history.csv"));
    }

    @Test
    void classWeightsChangeTheModel() {
        Command.done(folder, "train good.yaml");
        Command.done(folder, "train good.yaml --set training.class_weight=balanced");
        Command.done(folder, "train good.yaml --set 'training.class_weight={a: 1, b: 1}'");
        byte[] plain = samples.read("runs/good-001/model.safetensors");
        assertFalse(Arrays.equals(plain, samples.read("runs/good-002/model.safetensors")));
        Command unknown = Command.line(folder, "train good.yaml --set 'training.class_weight={c: 2}'");
        unknown.assertRefused("classes [a, b]", "'c'");
    }

    @Test
    void orderedDataIsHeldOutFromItsEnd() throws IOException {
        Command.done(folder, "train good.yaml --set data.test.last=0.25");
        List<String> rows = Samples.rows();
        List<String> held = Files.readAllLines(folder.resolve("runs/good-001/test.csv"));
        assertEquals(rows.subList(30, 40), held.subList(1, held.size()));
        assertEquals(Samples.HEADER, held.get(0));
    }
}
