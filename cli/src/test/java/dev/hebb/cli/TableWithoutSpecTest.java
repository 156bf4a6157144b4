package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hebb train DATA.csv --target COLUMN}. */
class TableWithoutSpecTest {
    private static final String FEW = " --epochs 2 --set model=[]";

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void writeData() throws IOException {
        samples = Samples.write(folder);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            good.csv --target kind               | Task: classification, because 'kind' holds texts, 2 different ones | accuracy
            good.csv --target y                  | Task: regression, because 'y' holds 40 different numbers | r2
            good.csv --target x,y                | Task: regression, because there are 2 targets | mae
            good.csv --target x --task regression | predicting x | mse
            """)
    void theTaskFollowsFromTheTarget(String line, String said, String score) {
        Command command = Command.done(folder, "train " + line + FEW);
        assertTrue(command.out().contains(said), command::toString);
        assertTrue(command.scores().contains("  " + score + " "), command::toString);
        Command again = Command.done(folder, "evaluate runs/good-001/model.safetensors runs/good-001/test.csv");
        assertEquals(command.scores(), again.scores());
    }

    @Test
    void wholeNumbersAreClassesUnlessTheTaskSaysOtherwise() throws IOException {
        samples.table(
                "good.csv",
                Samples.rows().stream()
                        .map(row -> row.replaceFirst("[ab]$", row.endsWith("a") ? "007" : "3"))
                        .toList());
        Command classes = Command.done(folder, "train good.csv --target kind" + FEW);
        assertTrue(classes.out().contains("--task regression says otherwise"), classes::toString);
        assertTrue(classes.scores().contains("accuracy"), classes::toString);
        Command numbers = Command.done(folder, "train good.csv --target kind --task regression" + FEW);
        assertTrue(numbers.scores().contains("r2"), numbers::toString);
    }

    @Test
    void datesIdentifiersAndRowsWithoutATargetAreSaid() throws IOException {
        List<String> rows = new java.util.ArrayList<>();
        for (int i = 0; i < 80; i++) {
            String row = Samples.rows().get(i % Samples.ROWS);
            rows.add("2024-02-" + (10 + i % 19) + ",n" + i + "," + (i == 3 ? row.replaceFirst("[ab]$", "?") : row));
        }
        samples.text("good.csv", "day,name," + Samples.HEADER + "\n" + String.join("\n", rows) + "\n");
        Command command = Command.done(folder, "train good.csv --target kind" + FEW);
        assertTrue(command.out().contains("1 of 80 rows have no kind"), command::toString);
        assertTrue(command.out().contains("Column 'day' holds dates"), command::toString);
        assertTrue(command.out().contains("Column 'name' is left out, because it holds"), command::toString);
        assertEquals(
                1,
                command.out().lines().filter(line -> line.contains("no kind")).count(),
                command::toString);
        Command again = Command.done(folder, "evaluate runs/good-001/model.safetensors runs/good-001/test.csv");
        assertEquals(command.scores(), again.scores());
    }

    @Test
    void packedSemicolonAndTabTablesGiveTheSameModel() throws IOException {
        String text = Files.readString(folder.resolve("good.csv"));
        samples.bytes("packed.csv.gz", Samples.packed(text));
        samples.text("semi.csv", "\uFEFF" + text.replace(',', ';').replace("\n", "\r\n"));
        samples.text("tabs.tsv", text.replace(',', '\t'));
        Command.done(folder, "train good.csv --target kind" + FEW);
        for (String file : List.of("packed.csv.gz", "semi.csv", "tabs.tsv")) {
            Command.done(folder, "train " + file + " --target kind" + FEW);
            assertArrayEquals(
                    samples.read("runs/good-001/model.safetensors"),
                    samples.read("runs/" + file.replaceFirst("\\..*", "") + "-001/model.safetensors"),
                    file);
        }
    }

    @Test
    void theSpecThatCheckPrintsAndTheOneOfTheRunGiveTheSameModel() throws IOException {
        String options = " good.csv --target kind --hidden 8,4 --epochs 3 --seed 7 --lr 0.01 --batch 8";
        Command check = Command.done(folder, "check" + options);
        assertEquals(List.of("good.csv", "good.yaml", "images", "images.yaml", "labels", "numbers.yaml"), files());
        samples.text("made.yaml", check.out());
        Command.done(folder, "train" + options);
        Command.done(folder, "train made.yaml");
        Command.done(folder, "train runs/good-001/spec.yaml");
        byte[] model = samples.read("runs/good-001/model.safetensors");
        assertArrayEquals(model, samples.read("runs/made-001/model.safetensors"));
        assertArrayEquals(model, samples.read("runs/good-002/model.safetensors"));
    }

    private List<String> files() {
        return samples.tree().stream().filter(name -> !name.isEmpty()).toList();
    }

    @Test
    void aRunOfNumbersHasItsPictures() {
        Command.done(folder, "train good.csv --target y" + FEW);
        for (String file : List.of(
                "model.safetensors",
                "spec.yaml",
                "history.csv",
                "test.csv",
                "learning-curve.png",
                "report.html",
                "predicted-actual.png",
                "residuals.png")) {
            assertTrue(Files.exists(folder.resolve("runs/good-001").resolve(file)), () -> file + " in " + files());
        }
    }
}
