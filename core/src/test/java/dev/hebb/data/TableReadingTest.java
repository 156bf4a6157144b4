package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options of reading, and the faults of files besides those of {@link TableTest}. */
class TableReadingTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static String refusal(Path file) {
        return assertThrows(DataException.class, () -> Table.read(file)).getMessage();
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(out)) {
            packed.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void columnsReadAsTextsKeepTheirFieldsAsTheyStand() throws IOException {
        Path file = file("code,size,n\n007,1.0,1.50\nNA,2,3\n");
        Table table = Table.read(file, ReadOptions.defaults().asText("code", "size"));
        assertArrayEquals(new String[] {"007", ""}, table.text("code"));
        assertArrayEquals(new String[] {"1.0", "2"}, table.text("size"));
        assertArrayEquals(new double[] {1.5, 3}, table.numeric("n"));
        assertFalse(table.isNumeric("code"));
        assertContains(
                assertThrows(DataException.class, () -> table.numeric("code")).getMessage(), "'code'", "asked for");
        assertTrue(Table.read(file).isNumeric("code"));
    }

    @Test
    void aColumnToReadAsTextsThatIsNotThereIsRefused() throws IOException {
        Path file = file("a,b\n1,2\n");
        ReadOptions options = ReadOptions.defaults().asText("c");
        assertContains(
                assertThrows(DataException.class, () -> Table.read(file, options))
                        .getMessage(),
                "[a, b]",
                "'c'");
    }

    @Test
    void marksAndTextColumnsGoTogether() throws IOException {
        Table table = Table.read(
                file("a,b\n-,-\n1,2\n"),
                ReadOptions.defaults().asText("b").missingMarks("-").asText("a"));
        assertArrayEquals(new String[] {"", "1"}, table.text("a"));
        assertArrayEquals(new double[] {Double.NaN, 2}, table.numeric("b"));
    }

    @Test
    void everyRowKnowsItsLine() throws IOException {
        Table table = Table.read(file("a,b\n\n1,x\n2,\"y\nz\"\n3,q\n"));
        assertEquals("data.csv line 3", table.where(0));
        assertEquals("data.csv line 4", table.where(1));
        assertEquals("data.csv line 6", table.where(2));
        Table changed = table.rows(new int[] {2, 0}).drop("a").with("c", new double[] {1, 2});
        assertEquals("data.csv line 6", changed.where(0));
        assertEquals("data.csv line 3", changed.where(1));
        assertEquals("row 1", Table.ofRows(2).where(1));
    }

    @Test
    void aFolderIsRefused() {
        assertContains(refusal(folder), "is a folder", folder.toString(), "name a file");
    }

    @Test
    void otherDelimitersAreNamed() throws IOException {
        assertContains(refusal(file("a|b|c\n1|2|3\n4|5|6\n")), "'a|b|c'", "data.csv", "'|'", "commas");
        assertContains(refusal(file("a|b|c\n1|2,5|3\n")), "'|'", "commas");
        assertContains(refusal(file("mpg  weight name\n1 2.5 x\n3 4   y\n")), "blanks", "commas");
        assertContains(refusal(file("a b\n" + "1 2\n".repeat(30) + "one two three\n")), "blanks");
    }

    @Test
    void oneColumnOfTextsOrNumbersIsNoOtherDelimiter() throws IOException {
        assertEquals(2, Table.read(file("first name\nAnn Lee\nBob 1 2\n")).rows());
        assertEquals(2, Table.read(file("full name\nAnn Lee\nBob Ray\n")).rows());
        assertEquals(2, Table.read(file("spots per year\n5\n11\n")).rows());
        assertEquals(1, Table.read(file("a|b\n1\n")).rows());
        assertEquals(1, Table.read(file("a b,c d\n1 2,3 4\n")).rows());
    }

    @Test
    void decimalCommasAreNamed() throws IOException {
        Table table = Table.read(file("x;y;z\n1,5;a;?\nNA;1,5;-2,25\n-3,25;b;3\n"));
        assertContains(
                assertThrows(DataException.class, () -> table.numeric("x")).getMessage(),
                "'x'",
                "'1,5' at data.csv line 2",
                "decimal comma",
                "write 1.5");
        String mostlyTexts =
                assertThrows(DataException.class, () -> table.numeric("y")).getMessage();
        assertContains(mostlyTexts, "'a' at data.csv line 2", "categorical", "mark of missing");
        assertFalse(mostlyTexts.contains("comma"), mostlyTexts);
    }

    @Test
    void compressedFilesThatAreCutAreRefusedAtEveryLength() throws IOException {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 200; i++) {
            text.append(i).append(',').append(i * 7919 % 1000).append('\n');
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        Path file = folder.resolve("data.csv.gz");
        for (int length = 2; length < whole.length; length += 1 + length / 10) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertContains(refusal(file), "partial download", "data.csv.gz");
        }
        assertContains(refusal(Files.write(file, Arrays.copyOf(whole, whole.length - 1))), "partial download");
    }

    @Test
    void damagedCompressedFilesAreRefused() throws IOException {
        byte[] whole = gzip("a,b\n1,2\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        whole[whole.length - 8] ^= 1; // of the checksum
        assertContains(refusal(Files.write(folder.resolve("data.csv.gz"), whole)), "damaged", "download it again");
    }

    @Test
    void aCompressedFileThatGrowsTooMuchIsRefused() throws IOException {
        Path file = folder.resolve("bomb.csv.gz");
        byte[] lines = "1,2\n".repeat(1 << 18).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n".getBytes(StandardCharsets.US_ASCII));
            for (long done = 0; done <= InputFile.FREE_BYTES; done += lines.length) {
                out.write(lines);
            }
        }
        assertContains(refusal(file), "at most " + InputFile.FREE_BYTES, "200 times its size", "unpack it first");
    }

    @Test
    void binaryFilesAreRefusedWithTheLine() throws IOException {
        assertContains(refusal(file("a,b\n1,2\n3,\0\n")), "NUL byte", "data.csv line 3", "CSV");
    }

    @Test
    void rowsOfTooManyFieldsAreRefused() throws IOException {
        assertContains(refusal(file(",".repeat(1 << 20) + "\n")), "at most 1048576 fields", "line 1");
    }

    @Test
    void aTableThatDoesNotFitInMemoryIsRefusedBeforeItIsFilled() throws IOException {
        Path file = file("a,b,c\n" + "1,2,x\n".repeat(100));
        int numbersAndReferences = 100 * (4 + 8 + 8 + 4);
        DataException refused = assertThrows(
                DataException.class, () -> TableReader.read(file, ReadOptions.defaults(), numbersAndReferences - 1));
        assertContains(refused.getMessage(), "100 rows of 3 columns", "-Xmx", "data.csv");
        int oneText = 88 + 1;
        assertEquals(
                100,
                TableReader.read(file, ReadOptions.defaults(), numbersAndReferences + oneText)
                        .rows());
        assertThrows(
                DataException.class,
                () -> TableReader.read(file, ReadOptions.defaults(), numbersAndReferences + oneText - 1));
    }
}
