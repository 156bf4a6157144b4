package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.backend.Backends;
import dev.hebb.data.Dataset;
import dev.hebb.model.Model;
import dev.hebb.model.Sequential;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import dev.hebb.nn.Losses;
import dev.hebb.optim.Sgd;
import dev.hebb.train.Callback;
import dev.hebb.train.Fit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The messages of docs/troubleshooting.md are those that are printed, and all that this test brings about are there. */
class TroubleshootingTest {
    /** Beginnings of messages of the page that are too dear to bring about: they need a network or a long training; or a process of its own, see {@link CpuTroubleshootingTest}. */
    private static final List<String> NOT_TRIED = List.of(
            "expected to download",
            "expected … bytes to be free",
            "Warning: The validation loss rose",
            "Warning: … units of layer",
            "Warning: The model is no better");

    @TempDir
    Path folder;

    @Test
    void everyMessageOfThePageIsOneThatIsPrinted() throws Exception {
        assertTrue(TroubleshootingPage.read().size() >= 75, "messages on the page");
        write();
        List<String> printed = new ArrayList<>(ofCommands());
        printed.addAll(ofCode());
        printed.add(ofTheScript());
        printed.add(outOfMemory());
        TroubleshootingPage.assertPrinted(
                entry -> !entry.section().equals(TroubleshootingPage.CPU), NOT_TRIED, printed);
    }

    private void write() throws IOException {
        SmallData.write(folder);
        List<String> lines = SmallData.lines();
        put("short.csv", lines.get(0), lines.get(1), "1,2");
        put("text.csv", insert(lines, "oops,1,1,n,rose"));
        put("infinite.csv", insert(lines, "inf,1,1,n,rose"));
        put("gap.csv", insert(lines, ",1,1,n,rose"));
        put("targetless.csv", insert(lines, "1,1,1,n,"));
        put("oak.csv", insert(lines, "1,1,1,n,oak"));
        put("twice.csv", "a,a,b", "1,2,3");
        put("unnamed.csv", "a,,b", "1,2,3");
        put("empty.csv");
        put("header.csv", "a,b");
        put("quote.csv", "a,b", "\"x,2", "3,4");
        put("pipe.csv", "a|b", "1|2");
        put("one.csv", "x,y", "1,a", "2,a", "3,a", "4,a", "5,a");
        put("constant.csv", "x,y", "1,1.5", "2,1.5", "3,1.5", "4,1.5", "5,1.5");
        put("unknown.csv", "x,y", ",a", ",b", ",a", ",b", ",a", ",b", ",a", ",b");
        put(
                "dates.csv",
                "d,y",
                "2020-01-01,a",
                "2020-13-01,b",
                "2020-01-02,a",
                "2020-01-03,b",
                "2020-01-04,a",
                "2020-01-05,b",
                "2020-01-06,a",
                "2020-01-07,b");
        put("words.csv", "w,y", "v,a", "v,b", "v,a", "v,b", "v,a", "v,b", "v,a", "v,b", "u,a", "t,b");
        Files.write(folder.resolve("latin.csv"), "a,b\n\u00e4,2\n".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(folder.resolve("cut.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        put(
                "key.yaml",
                "hebb: 1",
                "task: classification",
                "data: {file: flowers.csv, target: kind}",
                "training: {epoch: 2}");
        put(
                "again.yaml",
                "hebb: 1",
                "task: classification",
                "task: regression",
                "data: {file: flowers.csv, target: kind}");
        put("mistake.yaml", "hebb: 1", "task: [classification");
        put("newer.yaml", "hebb: 2", "task: classification", "data: {file: flowers.csv, target: kind}");
        put("images.yaml", "hebb: 1", "task: classification", "data: {idx: {train: [a-idx3-ubyte, b-idx1-ubyte]}}");
        Path official = Files.createDirectory(folder.resolve("official"));
        Files.writeString(official.resolve("train-images-idx3-ubyte.gz"), "another");
        for (String name :
                List.of("train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")) {
            Files.createFile(official.resolve(name));
        }
        put(
                "mnist.yaml",
                "hebb: 1",
                "task: classification",
                "data:",
                "  idx: {train: [train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz], test: [t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz]}",
                "  folder: official",
                "  download: mnist");
    }

    private void put(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    private static String[] insert(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(2, line);
        return all.toArray(String[]::new);
    }

    /** What the command says, without its name. */
    private List<String> ofCommands() throws IOException {
        List<String> printed = new ArrayList<>();
        Command trained =
                hebb("train flowers.yaml --epochs=6 --set training.early_stopping=none --set training.validation=0");
        assertEquals(0, trained.code(), trained::toString);
        printed.addAll(warnings(trained));
        printed.addAll(warnings(hebb("train flowers.yaml --set training.optimizer=sgd --set training.lr=1e20")));
        byte[] model = Files.readAllBytes(folder.resolve("runs/flowers-001/model.safetensors"));
        Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(model, 2_000));
        model[model.length - 3] ^= 1;
        Files.write(folder.resolve("changed.safetensors"), model);
        for (String line : LINES.lines().toList()) {
            Command command = hebb(line);
            assertEquals(2, command.code(), () -> line + ": " + command);
            printed.add(command.err()
                    .lines()
                    .filter(text -> text.startsWith("hebb: expected"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(line + ": " + command))
                    .substring("hebb: ".length()));
        }
        return printed;
    }

    private static List<String> warnings(Command command) {
        return command.out()
                .lines()
                .filter(line -> line.startsWith("Warning: "))
                .filter(line -> !line.contains("saturated"))
                .toList();
    }

    private Command hebb(String line) {
        return Command.run(folder, line.split(" "));
    }

    private static final String LINES = """
            tarin flowers.yaml
            train flowers.yaml --epoch 5
            train nowhere.csv --target kind
            train . --target kind
            train nowhere.yaml
            train images.yaml
            train empty.csv --target b
            train header.csv --target b
            train cut.csv.gz --target b
            train latin.csv --target b
            train pipe.csv --target b
            train quote.csv --target b
            train short.csv --target kind
            train flowers.csv
            train flowers.csv --target knid
            evaluate runs/flowers-001/model.safetensors one.csv
            train twice.csv --target b
            train unnamed.csv --target b
            train flowers.csv --target kind --drop width,length,height,name
            train one.csv --target y
            train flowers.csv --target name
            train constant.csv --target y
            train unknown.csv --target y
            train flowers.yaml --set data.file=text.csv --set data.columns.width=numeric
            train infinite.csv --target kind
            train dates.csv --target y --set data.columns.d=date
            train flowers.yaml --set data.file=gap.csv --set preprocess.numeric.impute=none
            train flowers.yaml --set data.file=targetless.csv
            evaluate runs/flowers-001/model.safetensors oak.csv
            train words.csv --target y --set data.test.stratify=false
            train key.yaml
            train again.yaml
            train mistake.yaml
            train newer.yaml
            train flowers.yaml --set training.epochs=0
            train flowers.yaml --lr=-1
            train flowers.yaml --set training.optimizer=adma
            train flowers.yaml --set metrics=[acuracy]
            train flowers.yaml --set training.validation=0
            train flowers.yaml --set training.early_stopping.monitor=val_acc
            train flowers.yaml --set data.file=${HEBB_SET_NOWHERE}/flowers.csv
            train flowers.yaml --set training.epochs
            train flowers.yaml --target kind
            train flowers.yaml --set training.optimizer=sgd --set training.lr=1e30 --set model=[{"dense":8},{"dense":8}]
            train flowers.yaml --set model=[{"dense":2000000000}]
            train flowers.yaml --device gpu
            train flowers.yaml --device nd4j:1
            evaluate none.safetensors flowers.csv
            evaluate flowers.csv flowers.csv
            evaluate cut.safetensors flowers.csv
            evaluate changed.safetensors flowers.csv
            predict runs/flowers-001/model.safetensors flowers.csv -o nowhere/predictions.csv
            train mnist.yaml
            """;

    /** What exceptions of the library say. */
    private static List<String> ofCode() {
        Dataset data = Dataset.of(new float[][] {{0, 1}, {1, 0}}, new int[] {0, 1});
        List<String> said = new ArrayList<>();
        try (Model model = small()) {
            said.add(message(() -> model.fit(Dataset.of(new float[2][3], new int[] {0, 1}), Fit.epochs(1))));
            said.add(message(() ->
                    model.fit(Dataset.of(new float[][] {{0, Float.NaN}}, new int[] {0}), Fit.epochs(1))));
            said.add(message(() -> model.fit(Dataset.of(new float[2][2], new int[] {0, 7}), Fit.epochs(1))));
            said.add(message(() -> model.fit(Dataset.of(new float[2][2], new float[] {0, 1}), Fit.epochs(1))));
            said.add(message(() -> model.fit(data, Fit.epochs(1).batchSize(64))));
            said.add(message(() -> model.fit(data, Fit.epochs(1).memoryLimit(10))));
            said.add(message(() -> model.seed(3)));
            Callback again = Callback.onEpochEnd(
                    (training, epoch, figures) -> said.add(message(() -> model.fit(data, Fit.epochs(1)))));
            model.fit(data, Fit.epochs(1).callbacks(again));
            model.close();
            said.add(message(() -> model.evaluate(data)));
        }
        try (Model bare = Sequential.input(2).add(Dense.of(2))) {
            said.add(message(() -> bare.fit(data, Fit.epochs(1))));
            said.add(message(() -> bare.compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy())));
        }
        said.add(message(() -> Backends.open("cuda")));
        return said;
    }

    private static Model small() {
        return Sequential.input(2)
                .add(Dense.of(2, Activations.softmax()))
                .compile(Sgd.of(0.1), Losses.sparseCategoricalCrossEntropy());
    }

    private static String message(Executable code) {
        return String.valueOf(assertThrows(RuntimeException.class, code).getMessage());
    }

    private String ofTheScript() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", Path.of("../hebb").toString(), "devices");
        builder.environment().put("JAVA_HOME", folder.toString());
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        return said.strip().substring("hebb: ".length());
    }

    private String outOfMemory() {
        StringWriter err = new StringWriter();
        Shell shell = new Shell(
                new PrintWriter(new StringWriter()), Optional::empty, new PrintWriter(err), folder, Optional.empty());
        assertEquals(ExitCode.FAULT, new Failures(shell, false).handle(new OutOfMemoryError("Java heap space")));
        return err.toString().strip().substring("hebb: ".length());
    }
}
