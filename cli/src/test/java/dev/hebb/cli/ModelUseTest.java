package dev.hebb.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models, and data for them, that evaluate, predict and inspect cannot use. */
class ModelUseTest {
    private static final String HEADER = "x,y,colour";

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() throws IOException {
        Samples samples = Samples.write(folder);
        Command.done(folder, "train good.yaml");
        Command.done(folder, "train numbers.yaml");
        Command.done(folder, "train images.yaml");
        Files.copy(folder.resolve("runs/good-001/model.safetensors"), folder.resolve("table"));
        Files.copy(folder.resolve("runs/numbers-001/model.safetensors"), folder.resolve("number"));
        Files.copy(folder.resolve("runs/images-001/model.safetensors"), folder.resolve("image"));
        rows(samples);
        samples.images("wide", Samples.IMAGES, 5);
        samples.labels("few", 50);
        byte[] model = samples.read("table");
        samples.bytes("half", Arrays.copyOf(model, model.length / 2));
        samples.bytes("stub", Arrays.copyOf(model, 4));
        samples.bytes("nothing", new byte[0]);
        samples.bytes("weights", flipped(model, model.length - 8));
        samples.bytes("head", flipped(model, 40));
        samples.bytes("length", flipped(model, 7));
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) 0xff;
        return changed;
    }

    private static void rows(Samples samples) throws IOException {
        samples.text("word.csv", HEADER + ",kind\n1,2,red,a\nhello,2,red,a\n");
        samples.text("green.csv", HEADER + ",kind\n1,2,red,a\n1,2,green,a\n");
        samples.text("other.csv", HEADER + ",kind\n1,2,red,a\n1,2,red,zz\n");
        samples.text("blank.csv", HEADER + ",kind\n1,2,red,a\n1,2,red,\n");
        samples.text("gaps.csv", HEADER + ",kind\n,2,red,a\n1,,red,b\n1,2,,a\n");
        samples.text("huge.csv", HEADER + ",kind\n1,2,red,a\n1e999,2,red,a\n");
        samples.text("narrow.csv", "x,colour,kind\n1,red,a\n");
        samples.text("ragged.csv", HEADER + ",kind\n1,2,red,a\n1,2,red\n");
        samples.text("empty.csv", "");
        samples.text("header.csv", HEADER + ",kind\n");
        samples.bytes("cut.csv.gz", Arrays.copyOf(Samples.packed(HEADER + ",kind\n1,2,red,a\n"), 30));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            table word.csv         | 'hello'              | line 3
            table green.csv        | 'green'              | line 3
            table huge.csv         | '1e999'              | line 3
            table narrow.csv       | a column 'y'         | narrow.csv
            table ragged.csv       | 4 fields             | line 3
            table empty.csv        | empty.csv is empty   | to its end?
            table header.csv       | rows below           | header.csv
            table cut.csv.gz       | ends too early       | download it again
            table none.csv         | none.csv             | check the path
            table images           | table with the columns [x, y, colour] | images
            image good.csv         | a column             | good.csv
            image wide             | images               | wide
            half good.csv          | half;                | cut off
            stub good.csv          | 4 bytes              | stub
            nothing good.csv       | 0 bytes              | nothing
            weights good.csv       | checksum             | damaged
            head good.csv          | head                 | damaged
            length good.csv        | length               | expected
            good.csv good.csv      | looks like a text    | good.csv
            . good.csv             | a directory          | model file
            none good.csv          | no file              | check the path
            """)
    void evaluateAndPredictRefuse(String line, String part, String other) {
        for (String command : new String[] {"evaluate ", "predict "}) {
            if (!line.equals("table images") && !line.equals("image wide") || command.equals("predict ")) {
                refuses(command + line, part, other);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            evaluate table other.csv              | 'zz'                    | line 3
            evaluate table blank.csv              | 'kind' has none         | line 3
            evaluate table images labels          | table with the columns  | images
            evaluate image wide labels            | 4 x 4 pixels            | 5 x 5
            evaluate image images few             | 50 in few               | 60 in images
            evaluate image images                 | images and labels       | give the file of the labels
            evaluate image labels images          | swapped?                | images
            evaluate number word.csv              | 'hello'                 | line 3
            evaluate table good.csv --josn        | '--josn'                | did you mean '--json'?
            predict image wide                    | 4 x 4 pixels            | 5 x 5
            predict image images --keep x         | a table to keep columns | images
            predict table good.csv --keep z       | a column 'z'            | good.csv
            predict table green.csv -o out.csv    | 'green'                 | line 3
            predict table good.csv -o .           | name of a file          | add a file name
            predict table good.csv -o no/out.csv  | does not exist          | create it
            predict table good.csv -o good.csv/x  | good.csv                | x
            predict table good.csv -o /dev/full   | /dev/full               | another name
            predict table good.csv -o a -o b      | --output at most once   | --help
            predict table                         | DATA                    | --help
            inspect head                          | damaged                 | head
            inspect good.csv                      | looks like a text       | good.csv
            """)
    void commandsRefuse(String line, String part, String other) {
        refuses(line, part, other);
    }

    private static void refuses(String line, String... parts) {
        TreeSet<String> before = new Samples(folder).tree();
        Command command = Command.line(folder, line);
        command.assertRefused(parts);
        assertEquals("", command.out(), () -> line + ": " + command);
        assertEquals(before, new Samples(folder).tree(), command::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"predict", "evaluate"})
    void missingValuesThatTrainingDidNotHaveAreImputedWithANotice(String command) {
        Command done = Command.done(folder, command + " table gaps.csv");
        for (String column : new String[] {"x", "y", "colour"}) {
            assertTrue(
                    done.err()
                            .lines()
                            .anyMatch(line -> line.startsWith("hebb: ")
                                    && line.contains("column '" + column + "': 1 of 3 rows")
                                    && line.contains("stands in")),
                    done::toString);
        }
    }

    @Test
    void aBadFileDoesNotReplaceEarlierPredictions() throws IOException {
        Files.writeString(folder.resolve("kept.csv"), "earlier\n");
        Command.line(folder, "predict table green.csv -o kept.csv").assertRefused("'green'");
        assertEquals("earlier\n", Files.readString(folder.resolve("kept.csv")));
        Files.delete(folder.resolve("kept.csv"));
    }

    @Test
    void inspectSaysWhatAModelReadsAndPredicts() {
        String table = Command.done(folder, "inspect table").out();
        assertTrue(table.contains("colour as colour=blue, colour=red"), table);
        assertTrue(table.contains("Predicts kind, one of 2 classes: a, b"), table);
        String number = Command.done(folder, "inspect number").out();
        assertTrue(number.contains("Predicts y, in its own unit"), number);
        String image = Command.done(folder, "inspect image").out();
        assertTrue(image.contains("images of the shape [4, 4]") && image.contains("pixel_1 to pixel_16"), image);
        assertFalse(image.contains("pixel_2"), image);
    }
}
