package dev.hebb.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStreamTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private static TableStream open(Path file, String... numeric) {
        return TableStream.open(file, Table.MISSING_MARKS, Set.of(numeric), Set.of());
    }

    private static void assertContains(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "expected '" + part + "' in: " + message);
        }
    }

    private String refusal(String text, String... numeric) throws IOException {
        Path file = file(text);
        return assertThrows(DataException.class, () -> {
                    try (TableStream stream = open(file, numeric)) {
                        while (stream.next(2).isPresent()) {}
                    }
                })
                .getMessage();
    }

    @Test
    void chunksTogetherAreTheWholeTable() throws IOException {
        StringBuilder text = new StringBuilder("n,t\n");
        for (int i = 0; i < 10; i++) {
            text.append(i == 3 ? "NA" : i).append(",t").append(i).append('\n');
        }
        Path file = file(text.toString());
        Table whole = Table.read(file);
        for (int rows = 1; rows <= 11; rows++) {
            List<Double> numbers = new ArrayList<>();
            List<String> texts = new ArrayList<>();
            try (TableStream stream = open(file, "n")) {
                assertEquals(List.of("n", "t"), stream.columns());
                for (Optional<TableStream.Chunk> next = stream.next(rows); next.isPresent(); next = stream.next(rows)) {
                    assertEquals(numbers.size(), next.get().firstRow());
                    Table table = next.get().table();
                    assertEquals(Math.min(rows, 10 - numbers.size()), table.rows());
                    assertEquals("data.csv line " + (numbers.size() + 2), table.where(0));
                    for (double number : table.numeric("n")) {
                        numbers.add(number);
                    }
                    texts.addAll(List.of(table.text("t")));
                }
                assertTrue(stream.next(rows).isEmpty());
            }
            assertArrayEquals(
                    whole.numeric("n"),
                    numbers.stream().mapToDouble(Double::doubleValue).toArray());
            assertEquals(List.of(whole.text("t")), texts);
        }
    }

    @Test
    void fieldsAreAlsoHandedOutExactlyAsTheyStand() throws IOException {
        try (TableStream stream = open(file("a,n\n007,1.50\nNA,?\n\"x, y\",+3\n"), "n")) {
            TableStream.Chunk chunk = stream.next(5).orElseThrow();
            assertArrayEquals(new String[] {"007", "", "x, y"}, chunk.table().text("a"));
            assertArrayEquals(new double[] {1.5, Double.NaN, 3}, chunk.table().numeric("n"));
            assertArrayEquals(
                    new String[] {"007", "NA", "x, y"}, chunk.asWritten().text("a"));
            assertArrayEquals(
                    new String[] {"1.50", "?", "+3"}, chunk.asWritten().text("n"));
            assertFalse(chunk.table().isNumeric("a"));
        }
    }

    @Test
    void columnsThatAreNotThereAreRefusedWithThoseThatAre() throws IOException {
        Path file = file("a,b\n1,2\n");
        for (boolean isNumeric : new boolean[] {true, false}) {
            String message = assertThrows(
                            DataException.class,
                            () -> TableStream.open(
                                    file,
                                    Set.of(),
                                    isNumeric ? Set.of("c") : Set.of(),
                                    isNumeric ? Set.of() : Set.of("c")))
                    .getMessage();
            assertContains(message, "[a, b]", "'c'");
        }
    }

    @Test
    void faultsAreRefusedAsInWholeTables() throws IOException {
        assertContains(refusal("a,b\n1,2\n3,x\n", "b"), "'b'", "'x' at data.csv line 3", "categorical");
        assertContains(refusal("a;b\n1;2\n3;1,5\n", "b"), "'b'", "'1,5' at data.csv line 3", "decimal comma");
        assertContains(refusal("a,b\n1,2\n3,1e999\n", "b"), "'b'", "'1e999' at data.csv line 3", "finite");
        assertContains(refusal("a,b\n1,2\n3,4\n5\n"), "expected 2 fields", "line 4");
        assertContains(refusal("a,b\n"), "rows below the header");
        assertContains(refusal(""), "empty");
        assertContains(refusal("a|b\n1|2\n"), "'|'");
        assertContains(refusal("a,a\n1,2\n"), "twice");
        assertContains(assertThrows(DataException.class, () -> open(folder)).getMessage(), "folder");
    }

    @Test
    void aFaultInALaterChunkLeavesThoseBeforeItReadable() throws IOException {
        try (TableStream stream = open(file("a\n1\n2\nx\n"), "a")) {
            assertEquals(2, stream.next(2).orElseThrow().table().rows());
            assertThrows(DataException.class, () -> stream.next(2));
        }
    }

    @Test
    void chunksOfNoRowsAreRefusedAndAClosedStreamIsOver() throws IOException {
        try (TableStream stream = open(file("a\n1\n"))) {
            assertContains(
                    assertThrows(DataException.class, () -> stream.next(0)).getMessage(), "1 row or more");
            stream.close();
            assertTrue(stream.next(1).isEmpty());
        }
    }
}
