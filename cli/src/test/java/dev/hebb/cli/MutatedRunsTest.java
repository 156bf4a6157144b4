package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tables, specs, images and models with accidental changes never make the command fail by a fault of its own. {@code -Dtests.seed} repeats a run. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MutatedRunsTest {
    private static final long SEED = Long.getLong("tests.seed", 20_261_121);
    private static final long LONGEST_SECONDS = 20;
    private static final int LEAST = 60;
    private static final List<String> FILES =
            List.of("good.csv", "good.yaml", "table.yaml", "images", "labels", "images.yaml", "table", "image");

    @TempDir
    static Path folder;

    private static Samples samples;
    private static Map<String, byte[]> intact;

    private final Random random = new Random(SEED);
    private final Mutation mutation = new Mutation(random);
    private final List<String> faults = new ArrayList<>();
    private int done;
    private int refused;

    @BeforeAll
    static void train() throws IOException {
        samples = Samples.write(folder);
        List<String> rows = new ArrayList<>();
        for (String row : Samples.rows()) {
            rows.add("2024-0" + (1 + rows.size() % 9) + "-1" + rows.size() % 10 + ",\"text, no. " + rows.size() % 3
                    + "\"," + row);
        }
        samples.text("good.csv", "day,\"a note\"," + Samples.HEADER + "\n" + String.join("\n", rows) + "\n");
        samples.text("table.yaml", """
                hebb: 1
                task: classification
                seed: 4
                data:
                  file: good.csv
                  target: kind
                  labels: {a: first, b: second}
                  columns: {day: {type: date}, colour: categorical}
                  drop: [a note]
                  missing: ['', NA]
                  missing_target: drop
                  test: {fraction: 0.2, stratify: true}
                preprocess: {numeric: {impute: median, scale: standard}, categorical: {encode: one-hot, unseen: ignore}}
                training: {optimizer: {adam: {lr: 1e-3}}, batch: 16, validation: 0.2, class_weight: balanced}
                metrics: [accuracy, f1_macro]
                """);
        Command.done(folder, "train table.yaml --epochs 1");
        Command.done(folder, "train images.yaml --epochs 1");
        Files.copy(folder.resolve("runs/table-001/model.safetensors"), folder.resolve("table"));
        Files.copy(folder.resolve("runs/images-001/model.safetensors"), folder.resolve("image"));
        clear(folder.resolve("runs"));
        intact = new TreeMap<>();
        FILES.forEach(name -> intact.put(name, samples.read(name)));
    }

    private static void clear(Path tree) {
        if (Files.exists(tree)) {
            try (Stream<Path> all = Files.walk(tree)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void repeat(int times, String file, String... lines) throws IOException {
        for (int i = 0; i < times; i++) {
            boolean isText = file.endsWith(".csv") || file.endsWith(".yaml");
            byte[] before = intact.get(file);
            byte[] changed = isText ? mutation.ofText(before) : mutation.ofBytes(before);
            samples.bytes(file, changed);
            check(lines[random.nextInt(lines.length)], file, changed);
            samples.bytes(file, before);
        }
    }

    private void check(String line, String file, byte[] changed) {
        TreeSet<String> before = samples.tree();
        long start = System.nanoTime();
        Command command = Command.line(folder, line);
        done += command.code() == 0 ? 1 : 0;
        refused += command.code() == 2 ? 1 : 0;
        double seconds = (System.nanoTime() - start) / 1e9;
        TreeSet<String> after = samples.tree();
        after.removeIf(name -> name.equals("runs") || name.startsWith("runs/") && command.code() == 0);
        String wrong = wrong(command);
        if (wrong.isEmpty() && seconds > LONGEST_SECONDS) {
            wrong = seconds + " s";
        }
        if (wrong.isEmpty() && !before.equals(after)) {
            wrong = "files " + after + " instead of " + before;
        }
        if (!wrong.isEmpty()) {
            faults.add(wrong + "\nof " + line + " with " + file + ":\n" + shown(changed) + "\n" + command.err());
        }
        clear(folder.resolve("runs"));
    }

    private static String wrong(Command command) {
        if (command.code() != 0 && command.code() != 2) {
            return "exit code " + command.code();
        }
        long said = command.said().lines().count();
        if (command.code() == 2 && (said != 1 || !command.said().startsWith("hebb: "))) {
            return said + " lines";
        }
        return command.err().contains("\tat ") ? "a stack trace" : "";
    }

    private static String shown(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.min(1_500, text.length()));
    }

    @Test
    void changedFilesAreReadOrRefusedInOneSentence() throws IOException {
        System.out.println("MutatedRunsTest: -Dtests.seed=" + SEED);
        String[] runs = {
            "train table.yaml --epochs 1",
            "train good.yaml --epochs 1",
            "train good.csv --target kind --epochs 1 --set model=[]"
        };
        repeat(50, "good.csv", runs);
        repeat(30, "good.csv", "check good.csv --target y", "check table.yaml");
        repeat(40, "table.yaml", "train table.yaml --epochs 1");
        repeat(40, "table.yaml", "check table.yaml --epochs 1");
        repeat(20, "images", "train images.yaml --epochs 1");
        repeat(15, "labels", "train images.yaml --epochs 1");
        repeat(20, "images.yaml", "check images.yaml --epochs 1");
        repeat(
                110,
                "good.csv",
                "evaluate table good.csv",
                "predict table good.csv --keep all",
                "predict table good.csv");
        repeat(25, "images", "evaluate image images labels", "predict image images");
        repeat(10, "labels", "evaluate image images labels");
        repeat(20, "table", "evaluate table good.csv", "predict table good.csv", "inspect table");
        repeat(20, "image", "evaluate image images labels", "predict image images", "inspect image");
        System.out.println("MutatedRunsTest: " + done + " went well, " + refused + " were refused");
        assertTrue(done >= LEAST && refused >= LEAST, "too few of one kind to prove anything");
        assertTrue(
                faults.isEmpty(),
                () -> faults.size() + " faults with -Dtests.seed=" + SEED + "\n" + String.join("\n----\n", faults));
    }
}
