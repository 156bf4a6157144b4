package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data, specs and options that cannot be trained on: one sentence, exit code 2, nothing printed, nothing left behind. */
class BadDataTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void writeData() throws IOException {
        Samples samples = Samples.write(folder);
        tables(samples);
        bytes(samples);
        images(samples);
        samples.text("dup.yaml", "hebb: 1\ntask: classification\ntask: regression\n");
        samples.text("mistake.yaml", "hebb: 1\n  task: [\n");
        samples.text("nothing.yaml", "");
        samples.text("file", "a file where a folder is wanted\n");
    }

    private static List<String> changed(String from, String to) {
        return Samples.rows().stream().map(row -> row.replaceFirst(from, to)).toList();
    }

    private static void tables(Samples samples) throws IOException {
        String good = Files.readString(folder.resolve("good.csv"));
        samples.text("twice.csv", good.replace("x,y", "x,x"));
        List<String> ragged = new ArrayList<>(Samples.rows());
        ragged.add(10, "1,2,red");
        samples.table("ragged.csv", ragged);
        samples.text("pipe.csv", good.replace(',', '|'));
        samples.text("decimal.csv", good.replace(',', ';').replace('.', ','));
        samples.tableWith("text.csv", "hello,1,red,a");
        samples.table("hollow.csv", changed("^[^,]*", ""));
        samples.tableWith("unseen.csv", "1,1,green,a");
        samples.tableWith("infinite.csv", "inf,1,red,a");
        samples.tableWith("huge.csv", "1e999,1,red,a");
        samples.text("empty.csv", "");
        samples.text("header.csv", Samples.HEADER + "\n");
        samples.table("oneclass.csv", changed("[ab]$", "a"));
        samples.tableWith("lonely.csv", "1,1,red,z");
        samples.table("constant.csv", changed(",[^,]*,", ",5.5,"));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            ids.add(Samples.rows().get(i % Samples.ROWS).replaceFirst("blue|red", "id" + i));
        }
        samples.table("ids.csv", ids);
        samples.text("quote.csv", good + "\"1,2,red,a\n");
        samples.tableWith("untold.csv", "1,1,red,");
    }

    private static void bytes(Samples samples) throws IOException {
        String good = Files.readString(folder.resolve("good.csv"));
        samples.bytes("latin.csv", good.replace("red", "gr\u00fcn").getBytes(StandardCharsets.ISO_8859_1));
        samples.bytes("utf16.csv", good.getBytes(StandardCharsets.UTF_16));
        byte[] packed = Samples.packed(good);
        samples.bytes("cut.csv.gz", Arrays.copyOf(packed, packed.length / 2));
        samples.bomb("bomb.csv.gz", (Samples.HEADER + "\n").getBytes(StandardCharsets.UTF_8), 40);
        samples.bomb("bomb.gz", Samples.idx(0x803, Samples.IMAGES, 4), 40);
    }

    private static void images(Samples samples) throws IOException {
        samples.images("wide", Samples.IMAGES, 5);
        samples.labels("few", 50);
        byte[] images = samples.read("images");
        samples.bytes("cut", Arrays.copyOf(images, images.length - 10));
        samples.bytes("magic", Samples.idx(0x4d2, Samples.IMAGES, 4));
        samples.bytes("part.gz", Arrays.copyOf(Samples.packed(images), images.length / 2));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            none.csv --target kind                         | none.csv             | check the path
            none.yaml                                      | none.yaml            | give the path
            dup.yaml                                       | 'task' twice         | line 3
            mistake.yaml                                   | line 2               | check indentation
            nothing.yaml                                   | the key 'hebb'       | add hebb: 1
            good.yaml --set training.epoch=3               | training.epoch       | did you mean 'epochs'?
            good.yaml --set data.target=kin                | 'kin'                | did you mean 'kind'?
            good.yaml --set data.columns.colr=categorical  | 'colr'               | did you mean 'colour'?
            good.yaml --set data.drop=[colr]               | 'colr'               | did you mean 'colour'?
            good.csv --target kin                          | 'kin'                | did you mean 'kind'?
            good.csv --target kind --drop colr             | 'colr'               | did you mean 'colour'?
            twice.csv --target kind                        | 'x' twice            | line 1
            ragged.csv --target kind                       | 4 fields             | line 12
            good.yaml --set data.file=ragged.csv           | 4 fields             | line 12
            pipe.csv --target kind                         | divided by '|'       | commas
            good.yaml --set data.file=pipe.csv             | the columns          | semicolons or tabs
            decimal.csv --target kind                      | decimal comma        | line 2
            good.yaml --set data.file=decimal.csv          | decimal comma        | line 2
            latin.csv --target kind                        | UTF-8                | line 3
            utf16.csv --target kind                        | UTF-8                | line 1
            text.csv --target kind                         | 'hello'              | line 42
            good.yaml --set data.file=text.csv --set data.columns.x=numeric | 'hello' | line 42
            hollow.csv --target kind                       | 'x'                  | drop
            good.yaml --set data.file=hollow.csv           | 'x'                  | drop the column
            good.yaml --set data.file=unseen.csv --set 'data.test={last: 0.2}' | 'green' | unseen: ignore
            infinite.csv --target kind                     | 'inf'                | line 42
            good.yaml --set data.file=huge.csv             | '1e999'              | line 42
            empty.csv --target kind                        | empty.csv is empty   | to its end?
            header.csv --target kind                       | rows below the header | to its end?
            oneclass.csv --target kind                     | at least 2 classes   | another column
            good.yaml --set data.file=oneclass.csv         | only 'a'             | nothing to learn
            good.yaml --set data.file=lonely.csv           | one of 'z'           | stratify: false
            constant.csv --target y                        | only 5.5             | another column
            numbers.yaml --set data.file=constant.csv      | got 5.5              | another target
            good.yaml --set data.file=ids.csv              | 64 in column 'colour' | drop it, or declare it
            good.yaml --set data.file=untold.csv           | 1 of 41 rows         | missing_target: drop
            quote.csv --target kind                        | closing quote        | line 42
            cut.csv.gz --target kind                       | ends too early       | download it again
            bomb.csv.gz --target kind                      | at most 16777216     | line 2
            images --target kind                           | idx file             | data.idx
            images.yaml --set 'data.idx.train=[images, few]'     | 50 in few      | 60 in images
            images.yaml --set 'data.idx.train=[magic, labels]'   | 00 00 04 d2    | right file?
            images.yaml --set 'data.idx.train=[labels, images]'  | swapped?       | images
            images.yaml --set 'data.idx.train=[cut, labels]'     | 976 bytes but got 966 | download it again
            images.yaml --set 'data.idx.train=[part.gz, labels]' | ends too early | download it again
            images.yaml --set 'data.idx.train=[bomb.gz, labels]' | 976 bytes      | got more
            images.yaml --set 'data.idx.test=[wide, labels]'     | 4 x 4 pixels   | 5 x 5
            images.yaml --set data.download=mnst           | 'mnst'               | did you mean 'mnist'?
            """)
    void trainRefuses(String line, String part, String other) {
        refuses("train " + line, part, other);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            good.csv                              | [x, y, colour, kind]       | with --target
            good.yaml --target kind               | --target with a table      | --set
            good.yaml --hidden 3                  | --hidden with a table      | --set
            good.yaml --task regression           | --task with a table        | --set
            good.csv --target                     | a value COLUMN             | --target
            good.csv --target kind --epochs x     | whole number but got 'x'   | (--epochs x)
            good.csv --target kind --epochs 0     | from 1                     | (--epochs 0)
            good.csv --target kind --hidden 0     | from 1                     | at --hidden
            good.csv --target kind --hidden 8,x   | 'x'                        | at --hidden
            good.csv --target kind --lr -1        | above 0 but got '-1'       | (--lr -1)
            good.csv --target kind --lr NaN       | 'NaN'                      | (--lr NaN)
            good.csv --target kind --batch 1.5    | '1.5'                      | (--batch 1.5)
            good.csv --target kind --seed x       | 'x'                        | (--seed x)
            good.csv --target kind --seed 1 --seed 2 | --seed at most once     | --help
            good.csv --target kind --task clas    | 'clas'                     | --task
            good.csv --target x,x                 | 'x' twice                  | data.target
            good.csv --target kind,y              | numbers in column 'kind'   | 'b'
            good.csv --target kind --drop kind    | 'kind'                     | take it out
            good.csv --target kind --drop x,y,colour | besides the target      | x, y, colour
            good.yaml --set epochs=3              | 'epochs'                   | --set epochs=3
            good.yaml --set nonsense              | key=value                  | 'nonsense'
            good.yaml --device cuda:9             | 'cuda:9'                   | hebb devices
            good.yaml --device nd4j:1             | nd4j:0                     | hebb devices
            good.yaml --device ''                 | but got ''                 | hebb devices
            good.yaml good.csv                    | got 'good.csv'             | --help
            """)
    void optionsThatDoNotFitAreRefused(String line, String part, String other) {
        refuses("train " + line, part, other);
    }

    private static void refuses(String line, String... parts) {
        TreeSet<String> before = new Samples(folder).tree();
        Command command = Command.line(folder, line);
        command.assertRefused(parts);
        assertEquals("", command.out());
        assertEquals(before, new Samples(folder).tree(), command::toString);
    }

    @Test
    void aFileInPlaceOfTheRunsFolderIsNamed(@TempDir Path other) throws IOException {
        Samples.write(other).text("runs", "");
        Command command = Command.line(other, "train good.yaml");
        command.assertRefused("a folder " + other.resolve("runs"), "got a file of that name");
        assertEquals("", command.out());
    }

    @Test
    void aFolderThatCannotBeWrittenToIsNamed() {
        Path unwritable = folder.resolve("file");
        Command command =
                Command.run(unwritable, "train", folder.resolve("good.yaml").toString());
        command.assertRefused(unwritable.toString(), "start in");
        assertEquals("", command.out());
    }

    @Test
    void aRunThatDivergesInItsFirstEpochLeavesNothing(@TempDir Path other) throws IOException {
        Samples samples = Samples.write(other);
        Command command = Command.line(
                other, "train good.yaml --set 'training.optimizer={sgd: {lr: 1e38}}' --set training.batch=4");
        command.assertRefused("finite numbers", "learning rate");
        assertEquals(
                List.of("runs"),
                samples.tree().stream().filter(name -> name.startsWith("runs")).toList());
    }

    @Test
    void aTableWithoutASpecLeavesIdentifiersOutAndSaysSo(@TempDir Path other) throws IOException {
        Files.copy(folder.resolve("ids.csv"), other.resolve("ids.csv"));
        Command command = Command.done(other, "train ids.csv --target kind --epochs 1 --set model=[]");
        assertTrue(
                command.out().contains("Note: Column 'colour' is left out, because it holds 80 different texts"),
                command::toString);
        assertFalse(Command.done(other, "inspect runs/ids-001/model.safetensors")
                .out()
                .contains("colour"));
    }

    @Test
    void aClassOfOneRowIsTrainedOnWithoutStratificationAndSaysSo(@TempDir Path other) throws IOException {
        Files.copy(folder.resolve("lonely.csv"), other.resolve("lonely.csv"));
        Command command = Command.done(other, "train lonely.csv --target kind --epochs 1 --set model=[]");
        assertTrue(
                command.out().contains("without regard to class, because there is only one row of z"),
                command::toString);
    }

    @Test
    void anUnseenCategoryInTheHeldOutRowsIsIgnoredOnRequestWithANotice(@TempDir Path other) throws IOException {
        Samples.write(other).tableWith("good.csv", "1,1,green,a");
        Command command = Command.done(
                other, "train good.yaml --set 'data.test={last: 0.2}' --set preprocess.categorical.unseen=ignore");
        assertTrue(
                command.out().contains("Note: held-out rows: column 'colour': 1 of 8 rows have a category"),
                command::toString);
    }

    @Test
    void aNumberedDeviceIsTheDevice(@TempDir Path other) throws IOException {
        Samples.write(other);
        assertTrue(Command.done(other, "train good.yaml --device nd4j:0").out().contains("backend nd4j"));
    }
}
