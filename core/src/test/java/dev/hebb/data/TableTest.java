package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.TestRandom;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
    private static final double[] NONE = {};

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return file(text, StandardCharsets.UTF_8);
    }

    private Path file(String text, Charset charset) throws IOException {
        return Files.write(folder.resolve("data.csv"), text.getBytes(charset));
    }

    private Table table(String text) throws IOException {
        return Table.read(file(text));
    }

    private String refusal(String text) throws IOException {
        Path file = file(text);
        return assertThrows(DataException.class, () -> Table.read(file)).getMessage();
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
    }

    @Test
    void numbersAndTextsAreToldApart() throws IOException {
        Table table = table("height,name\n1.5,Ann\n-2e3,7\n+.5,x\n");
        assertEquals(List.of("height", "name"), table.columns());
        assertEquals(3, table.rows());
        assertTrue(table.isNumeric("height"));
        assertFalse(table.isNumeric("name"));
        assertArrayEquals(new double[] {1.5, -2000, 0.5}, table.numeric("height"));
        assertArrayEquals(new String[] {"Ann", "7", "x"}, table.text("name"));
    }

    @Test
    void whatOnlyJavaReadsAsNumbersIsText() throws IOException {
        Table table = table("a,b,c\n1f,0x1p3,e\n2d,0x2,-\n");
        assertEquals(
                List.of(false, false, false),
                table.columns().stream().map(table::isNumeric).toList());
    }

    @Test
    void everyMissingMarkIsNanOrEmpty() throws IOException {
        Table table = table("x,t\n1,a\n,\nNA,NA\nNaN,NaN\nnull,null\n?,?\n");
        double nan = Double.NaN;
        assertArrayEquals(new double[] {1, nan, nan, nan, nan, nan}, table.numeric("x"));
        assertArrayEquals(new String[] {"a", "", "", "", "", ""}, table.text("t"));
        assertArrayEquals(new String[] {"1", "", "", "", "", ""}, table.text("x"));
    }

    @Test
    void theMissingMarksCanBeChosen() throws IOException {
        Table table = Table.read(file("x,y\n-99,NA\n2,b\n"), Set.of("-99"));
        assertArrayEquals(new double[] {Double.NaN, 2}, table.numeric("x"));
        assertArrayEquals(new String[] {"NA", "b"}, table.text("y"));
    }

    @Test
    void aColumnWithoutAnyValueIsNumeric() throws IOException {
        Table table = table("x,y\n?,1\n,2\n");
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, table.numeric("x"));
    }

    @Test
    void quotesHoldDelimitersQuotesAndLineBreaks() throws IOException {
        Table table = table("\"a, b\",\"c\"\"d\"\n\"x,y\",\"1\r\n2\"\n \"q\" , z z \n");
        assertEquals(List.of("a, b", "c\"d"), table.columns());
        assertArrayEquals(new String[] {"x,y", "q"}, table.text("a, b"));
        assertArrayEquals(new String[] {"1\n2", "z z"}, table.text("c\"d"));
    }

    @Test
    void everyDelimiterAndLineEndAndAByteOrderMarkReadTheSame() throws IOException {
        for (String delimiter : List.of(",", ";", "\t")) {
            for (String end : List.of("\n", "\r\n", "\r")) {
                for (String start : List.of("", "\uFEFF", end, "\uFEFF" + end + end)) {
                    for (String last : List.of("", end, end + end)) {
                        Table table = table(start
                                + String.join(
                                        delimiter,
                                        "a",
                                        "\"b b\"",
                                        "c,;\t".replace(delimiter, "").substring(0, 1))
                                + end
                                + String.join(delimiter, "1", "2", "")
                                + end
                                + end
                                + String.join(delimiter, "3", "", "5")
                                + last);
                        assertEquals(List.of("a", "b b", "c"), table.columns());
                        assertArrayEquals(new double[] {1, 3}, table.numeric("a"));
                        assertArrayEquals(new double[] {2, Double.NaN}, table.numeric("b b"));
                        assertArrayEquals(new double[] {Double.NaN, 5}, table.numeric("c"));
                    }
                }
            }
        }
    }

    @Test
    void delimitersInQuotesDoNotCount() throws IOException {
        assertEquals(List.of("a,b,c", "d"), table("\"a,b,c\";d\n1;2\n").columns());
    }

    @Test
    void aSingleColumnNeedsNoDelimiter() throws IOException {
        assertArrayEquals(new double[] {1, 2}, table("x\n1\n2").numeric("x"));
    }

    @Test
    void compressedFilesReadTheSameWhateverTheirName() throws IOException {
        for (String name : List.of("data.csv.gz", "data.csv")) {
            Path file = folder.resolve(name);
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
                out.write("a,b\n1,\u00e4\n".getBytes(StandardCharsets.UTF_8));
            }
            assertArrayEquals(new String[] {"\u00e4"}, Table.read(file).text("b"));
        }
    }

    @Test
    void aDamagedCompressedFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("data.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertContains(assertThrows(DataException.class, () -> Table.read(file)).getMessage(), "data.csv.gz");
    }

    @Test
    void aMissingFileIsRefusedByItsPath() {
        Path file = folder.resolve("none.csv");
        assertContains(
                assertThrows(DataException.class, () -> Table.read(file)).getMessage(),
                file.toString(),
                "no such file");
    }

    @Test
    void raggedRowsAreRefusedWithTheirLine() throws IOException {
        assertContains(refusal("a,b\n1,2\n\n\"x\ny\",4\n5\n"), "expected 2 fields", "got 1", "line 6");
        assertContains(refusal("a,b\n1,2,3\n"), "expected 2 fields", "got 3", "line 2");
    }

    @Test
    void emptyFilesAndFilesWithoutRowsAreRefused() throws IOException {
        assertContains(refusal(""), "empty");
        assertContains(refusal("\uFEFF\n\n"), "empty");
        assertContains(refusal("a,b\n"), "rows below the header");
    }

    @Test
    void missingAndRepeatedNamesAreRefused() throws IOException {
        assertContains(refusal("a,b,a\n1,2,3\n"), "'a' twice", "line 1");
        assertContains(refusal("a,,c\n1,2,3\n"), "column 2 of 3 has none");
    }

    @Test
    void unknownColumnsAreRefusedWithTheKnownOnes() throws IOException {
        Table table = table("a,b\n1,x\n");
        assertContains(
                assertThrows(DataException.class, () -> table.numeric("c")).getMessage(), "[a, b]", "'c'");
        assertContains(assertThrows(DataException.class, () -> table.drop("c")).getMessage(), "[a, b]", "'c'");
        assertFalse(table.has("c"));
    }

    @Test
    void aTextInAColumnOfNumbersIsNamedWithItsLine() throws IOException {
        Table table = table("a,b\n1,2\n3,x1\n4,y\n");
        assertContains(
                assertThrows(DataException.class, () -> table.numeric("b")).getMessage(),
                "column 'b'",
                "'x1'",
                "data.csv line 3");
        assertContains(
                assertThrows(
                                DataException.class,
                                () -> table.rows(new int[] {0}).numeric("b"))
                        .getMessage(),
                "line 3");
    }

    @Test
    void infinityIsRefusedInNumbersWithItsLine() throws IOException {
        for (String infinity : List.of("inf", "Infinity", "-INF", "1e999")) {
            assertContains(refusal("a,b\n1,2\n3," + infinity + "\n"), "finite", infinity, "line 3", "'b'");
        }
        assertArrayEquals(
                new String[] {"Infinity", "x"}, table("a\nInfinity\nx\n").text("a"));
    }

    @Test
    void otherEncodingsAreRefusedWithTheLine() throws IOException {
        for (Charset charset :
                List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            Path file = file("a,b\n1,\u00e4\n", charset);
            String message =
                    assertThrows(DataException.class, () -> Table.read(file)).getMessage();
            assertContains(message, "UTF-8", charset.equals(StandardCharsets.ISO_8859_1) ? "line 2" : "line 1");
        }
    }

    @Test
    void brokenQuotesAreRefusedWithTheirLine() throws IOException {
        assertContains(refusal("a,b\n1,\"x\n2,3\n"), "closing quote", "line 2");
        assertContains(refusal("a,b\n1,2\n\"x\"y,3\n"), "'y'", "line 3");
    }

    @Test
    void rowsAreChosenInAnyOrder() throws IOException {
        Table table = table("a,b\n1,x\n2,y\n3,z\n").rows(new int[] {2, 0, 2});
        assertArrayEquals(new double[] {3, 1, 3}, table.numeric("a"));
        assertArrayEquals(new String[] {"z", "x", "z"}, table.text("b"));
        assertContains(
                assertThrows(DataException.class, () -> table.rows(new int[] {0, 3}))
                        .getMessage(),
                "0 to 2",
                "got 3");
        assertEquals(0, table.rows(new int[0]).rows());
    }

    @Test
    void columnsAreDroppedReplacedAndAdded() throws IOException {
        Table table = table("a,b,c\n1,x,3\n");
        assertEquals(List.of("b"), table.drop("c", "a").columns());
        Table more = table.with("b", new double[] {9}).with("d", new String[] {"q"});
        assertEquals(List.of("a", "b", "c", "d"), more.columns());
        assertArrayEquals(new double[] {9}, more.numeric("b"));
        assertArrayEquals(new String[] {"q"}, more.text("d"));
        assertArrayEquals(new String[] {"x"}, table.text("b"));
        assertContains(
                assertThrows(DataException.class, () -> table.with("e", NONE)).getMessage(),
                "expected 1 rows",
                "got 0",
                "'e'");
    }

    @Test
    void whatIsHandedOutIsACopy() throws IOException {
        Table table = table("a,b\n1,x\n");
        table.numeric("a")[0] = 5;
        table.text("b")[0] = "y";
        assertArrayEquals(new double[] {1}, table.numeric("a"));
        assertArrayEquals(new String[] {"x"}, table.text("b"));
    }

    @Test
    void writtenTablesReadBackEqual() {
        Random random = TestRandom.of("tables");
        int rows = 500;
        double[] numbers = new double[rows];
        String[] texts = new String[rows];
        String[] pieces = {"a", ",", "\"", "\n", ";", " ", "\t", "\u00e4", "", "0"};
        for (int i = 0; i < rows; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            numbers[i] = Double.isFinite(any) && i % 3 == 0
                    ? any
                    : i % 3 == 1 ? random.nextInt(100) : random.nextInt(1000) / 100.0;
            texts[i] = "t" + pieces[random.nextInt(pieces.length)] + pieces[random.nextInt(pieces.length)];
        }
        numbers[0] = Double.NaN;
        texts[1] = Table.MISSING;
        texts[2] = " spaced ";
        Path file = folder.resolve("out.csv");
        Table.ofRows(rows).with("n,1", numbers).with("text", texts).write(file);
        Table back = Table.read(file);
        assertEquals(List.of("n,1", "text"), back.columns());
        assertArrayEquals(numbers, back.numeric("n,1"), TestRandom.describe("numbers"));
        assertArrayEquals(texts, back.text("text"), TestRandom.describe("texts"));
    }

    @Test
    void aMissingValueInASingleColumnIsNoBlankLine() {
        Path file = folder.resolve("out.csv");
        Table.ofRows(3).with("n", new double[] {1, Double.NaN, 3}).write(file);
        assertArrayEquals(new double[] {1, Double.NaN, 3}, Table.read(file).numeric("n"));
    }

    @Test
    void numbersAreWrittenAsShortAsTheyReadBack() {
        double[] numbers = {
            0.1,
            3,
            -0.0,
            2e-3,
            1.0 / 3,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0x1.b69b4ba630f35p+56,
            Double.longBitsToDouble(45),
            Double.parseDouble("1e23")
        };
        String[] texts = Table.ofRows(numbers.length).with("n", numbers).text("n");
        assertEquals(
                List.of("0.1", "3", "-0.0", "0.002", "0.3333333333333333", "4.9E-324", "1.7976931348623157E308"),
                List.of(texts).subList(0, 7));
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(numbers[i], Double.parseDouble(texts[i]), texts[i]);
        }
        assertTrue(texts[numbers.length - 1].length() <= "1.0E23".length(), texts[numbers.length - 1]);
    }
}
