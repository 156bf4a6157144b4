package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.Table;
import dev.hebb.model.Predictor;
import dev.hebb.model.TablePredictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hebb predict}. */
class PredictTest {
    private static final String MODEL = "runs/good-001/model.safetensors";

    @TempDir
    Path folder;

    private Samples samples;

    @BeforeEach
    void writeData() throws IOException {
        samples = Samples.write(folder);
    }

    private String predicted(String line) {
        return Command.done(folder, "predict " + line).out();
    }

    @Test
    void columnsMayStandInAnyOrderAmongOthersAndPacked() throws IOException {
        Command.done(folder, "train good.yaml");
        List<String> moved = new ArrayList<>(List.of("extra;kind;colour;\"y\";x"));
        Samples.rows().forEach(row -> {
            String[] fields = row.split(",");
            moved.add("\"some; text\";?;" + fields[2] + ";" + fields[1] + ";" + fields[0]);
        });
        String text = String.join("\n", moved) + "\n";
        samples.text("moved.csv", text);
        samples.bytes("moved.csv.gz", Samples.packed(text));
        String plain = predicted(MODEL + " good.csv");
        assertEquals(Samples.ROWS + 1, plain.lines().count());
        assertEquals(plain, predicted(MODEL + " moved.csv"));
        assertEquals(plain, predicted(MODEL + " moved.csv.gz"));
        assertEquals("", predicted(MODEL + " good.csv -o out.csv"));
        assertEquals(plain, Files.readString(folder.resolve("out.csv")));
    }

    @Test
    void probabilitiesAreNamedAndSumToOne() {
        Command.done(folder, "train good.yaml");
        List<String> lines = predicted(MODEL + " good.csv").lines().toList();
        assertEquals("prediction,probability_a,probability_b", lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",");
            double a = Double.parseDouble(fields[1]);
            double b = Double.parseDouble(fields[2]);
            assertEquals(1, a + b, 1e-6, line);
            assertEquals(a >= b ? "a" : "b", fields[0], line);
        }
    }

    @Test
    void twentyThousandRowsAreTheSameChunkByChunkAndAtOnce() throws IOException {
        Command.done(folder, "train good.yaml");
        Random random = new Random(3);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(String.format(
                    Locale.ROOT,
                    "%.4f,%.4f,%s,",
                    random.nextGaussian(),
                    random.nextGaussian(),
                    i % 5 == 0 ? "red" : "blue"));
        }
        samples.table("many.csv", rows);
        List<String> lines = predicted(MODEL + " many.csv").lines().toList();
        assertEquals(rows.size() + 1, lines.size());
        try (Predictor predictor = Predictor.load(folder.resolve(MODEL))) {
            TablePredictions all = predictor.predict(Table.read(folder.resolve("many.csv")));
            for (int row = 0; row < rows.size(); row++) {
                double[] values = all.values()[row];
                assertEquals(all.label(row) + "," + (float) values[0] + "," + (float) values[1], lines.get(row + 1));
            }
        }
    }

    @Test
    void keptColumnsAreCopiedAsTheyStand() throws IOException {
        Command.done(folder, "train good.yaml");
        List<String> odd = List.of(
                "\"a, b\"",
                "\"say \"\"hi\"\"\"",
                "\"two\nlines\"",
                "caf\u00e9 \u4e2d",
                "007",
                "1.50",
                "",
                "NA",
                "\" blank \"");
        List<String> rows = odd.stream().map(field -> "0.50,1e0,red," + field).toList();
        samples.text("odd.csv", "x,y,colour,\"a, note\"\n" + String.join("\n", rows) + "\n");
        String plain = predicted(MODEL + " odd.csv");
        String[] kept = predicted(MODEL + " odd.csv --keep all").split("(?<=[0-9])\n");
        String[] lines = plain.split("\n");
        assertEquals("x,y,colour,\"a, note\"," + lines[0], kept[0].split("\n")[0]);
        String body = String.join("\n", kept).substring(kept[0].indexOf('\n') + 1);
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            wanted.add(rows.get(i) + "," + lines[i + 1]);
        }
        assertEquals(String.join("\n", wanted), body.strip());
        assertTrue(predicted(MODEL + " odd.csv --keep colour,x").startsWith("colour,x,prediction"));
        assertTrue(predicted(MODEL + " odd.csv --keep 'a, note'").startsWith("\"a, note\",prediction"));
    }

    @Test
    void classesOfAnyTextAreGivenBackAsTheyStand() throws IOException {
        List<String> classes =
                List.of("007", "1.0", "\"a, b\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "caf\u00e9 \u4e2d");
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int k = i % classes.size();
            rows.add((k * 10 + i % 3) + "," + (k - i % 2) + ",red," + classes.get(k));
        }
        samples.table("good.csv", rows);
        Command.done(
                folder,
                "train good.yaml --epochs 60 --set model=[{dense: 32}] --set training.lr=0.05"
                        .replace("model=[{dense: 32}]", "'model=[{dense: {units: 32, activation: relu}}]'"));
        String header = predicted(MODEL + " good.csv").split("\n(?!lines)")[0];
        for (String name : List.of(
                "probability_007",
                "probability_1.0",
                "\"probability_a, b\"",
                "\"probability_say \"\"hi\"\"\"",
                "\"probability_two\nlines\"",
                "probability_caf\u00e9 \u4e2d")) {
            assertTrue(header.contains(name), header);
        }
        String all = predicted(MODEL + " good.csv --keep kind");
        long right = classes.stream()
                .filter(name -> all.contains("\n" + name + "," + name + ","))
                .count();
        assertTrue(right >= 5, all);
        Command.done(folder, "evaluate " + MODEL + " runs/good-001/test.csv");
    }

    @Test
    void numbersAreInTheTargetsOwnUnits() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(i + "," + (5_000 + 10 * i) + ",red,a");
        }
        samples.table("good.csv", rows);
        Command.done(folder, "train numbers.yaml --epochs 200 --set training.lr=0.02");
        List<String> lines = predicted("runs/numbers-001/model.safetensors good.csv --keep y")
                .lines()
                .toList();
        assertEquals("y,prediction", lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            double[] fields = Arrays.stream(line.split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertEquals(fields[0], fields[1], 20, line);
        }
        Command.done(folder, "train numbers.yaml --set data.target=[y,x]");
        assertEquals(
                "prediction_y,prediction_x",
                predicted("runs/numbers-002/model.safetensors good.csv")
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void imagesArePredictedFromIdxFilesAndTablesAlike() {
        Command.done(folder, "train images.yaml --set data.idx.test=[images,labels]");
        String model = "runs/images-001/model.safetensors";
        assertEquals(predicted(model + " runs/images-001/test.csv"), predicted(model + " images"));
    }
}
