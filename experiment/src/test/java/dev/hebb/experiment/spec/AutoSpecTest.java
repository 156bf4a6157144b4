package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.ColumnType;
import dev.hebb.data.DataException;
import dev.hebb.experiment.spec.AutoSpec.Options;
import dev.hebb.nn.Activations;
import dev.hebb.nn.Dense;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoSpecTest {
    private static final int ROWS = 120;

    @TempDir
    Path folder;

    /** A table whose columns are functions of the row. */
    private Path table(int rows, Map<String, IntFunction<String>> columns) throws IOException {
        List<String> names = columns.keySet().stream().sorted().toList();
        StringBuilder text = new StringBuilder(String.join(",", names)).append('\n');
        for (int row = 0; row < rows; row++) {
            int at = row;
            text.append(String.join(
                            ",",
                            names.stream()
                                    .map(name -> columns.get(name).apply(at))
                                    .toList()))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("a b.csv"), text.toString());
    }

    private Path usual() throws IOException {
        return table(
                ROWS,
                Map.of(
                        "kind", row -> row % 3 == 0 ? "oak" : "elm",
                        "level", row -> Integer.toString(row % 30),
                        "size", row -> Double.toString(row * 0.5),
                        "count", row -> Integer.toString(row % 31),
                        "id", row -> "tree " + row,
                        "place", row -> "place " + row % 50,
                        "day", row -> "2026-01-" + (row % 2 == 0 ? "07" : "08T10:30"),
                        "gap", row -> row == 5 ? "?" : row == 6 ? "" : Integer.toString(row * row),
                        "void", row -> "NA"));
    }

    private static String notices(AutoSpec made) {
        return String.join("\n", made.notices());
    }

    @Test
    void theTaskFollowsFromTheTarget() throws IOException {
        Path csv = usual();
        assertEquals(
                Task.CLASSIFICATION,
                AutoSpec.of(csv, Options.target("kind")).spec().task());
        assertEquals(
                Task.CLASSIFICATION,
                AutoSpec.of(csv, Options.target("level")).spec().task());
        assertEquals(
                Task.REGRESSION,
                AutoSpec.of(csv, Options.target("count")).spec().task());
        assertEquals(
                Task.REGRESSION, AutoSpec.of(csv, Options.target("size")).spec().task());
        AutoSpec several = AutoSpec.of(csv, Options.target("level", "size"));
        assertEquals(Task.REGRESSION, several.spec().task());
        assertEquals(List.of("level", "size"), several.spec().data().targets());
        assertTrue(notices(AutoSpec.of(csv, Options.target("level")))
                .contains("classification, because 'level' holds 30 different whole numbers"));
        assertTrue(notices(AutoSpec.of(csv, Options.target("count"))).contains("regression, because 'count' holds 31"));
        AutoSpec told = AutoSpec.of(csv, Options.target("level").task(Task.REGRESSION));
        assertEquals(Task.REGRESSION, told.spec().task());
        assertTrue(told.notices().stream().noneMatch(text -> text.startsWith("Task")), told.notices()::toString);
    }

    @Test
    void identifiersAreLeftOutAndDatesAreDeclared() throws IOException {
        AutoSpec made = AutoSpec.of(usual(), Options.target("kind").drop(List.of("count")));
        assertEquals(List.of("count", "id"), made.spec().data().drop());
        assertEquals(Map.of("day", ColumnType.DATE), made.spec().data().columns());
        String notices = notices(made);
        assertTrue(notices.contains("'id' is left out, because it holds 120 different texts, more than 50"), notices);
        assertTrue(notices.contains("'day' holds dates"), notices);
    }

    @Test
    void aColumnOfManyTextsThatIsDeclaredIsKept() throws IOException {
        AutoSpec made = AutoSpec.of(
                usual(),
                Options.target("kind").drop(List.of("void")).overrides(List.of("data.columns.id=categorical")));
        assertEquals(List.of("void"), made.spec().data().drop());
        assertEquals(ColumnType.CATEGORICAL, made.spec().data().columns().get("id"));
        assertFalse(notices(made).contains("'id'"), notices(made));
    }

    @Test
    void aDayThatIsNotInTheCalendarIsNoDate() throws IOException {
        Path csv = table(10, Map.of("day", row -> "2025-02-" + (28 + row % 2), "y", row -> "a" + row % 2));
        assertEquals(
                Map.of(), AutoSpec.of(csv, Options.target("y")).spec().data().columns());
    }

    @Test
    void commasSeparateColumnsUnlessAColumnIsCalledSo() throws IOException {
        Path csv = table(
                10,
                Map.of(
                        "\"a,b\"",
                        row -> "" + row,
                        "a",
                        row -> "" + row * row,
                        "b",
                        row -> "" + 3 * row,
                        "x",
                        row -> "1." + row));
        assertEquals(
                List.of("a,b"),
                AutoSpec.of(csv, Options.target("a,b").task(Task.REGRESSION))
                        .spec()
                        .data()
                        .targets());
        assertEquals(
                List.of("b", "a"),
                AutoSpec.of(csv, Options.target("b,a")).spec().data().targets());
        assertEquals(
                List.of("a", "b"),
                AutoSpec.of(csv, Options.target("x").drop(List.of("a", "b")))
                        .spec()
                        .data()
                        .drop());
    }

    @Test
    void rowsWithoutATargetAreDropped() throws IOException {
        AutoSpec made = AutoSpec.of(usual(), Options.target("gap"));
        assertTrue(made.spec().data().dropsMissingTargets());
        assertEquals(Task.REGRESSION, made.spec().task());
    }

    @Test
    void aFifthIsHeldOutByClassAndAnEighthOfTheRestValidates() throws IOException {
        TrainSpec spec = AutoSpec.of(usual(), Options.target("kind")).spec();
        assertEquals(new TestSpec.Drawn(0.2, true), spec.data().test());
        assertEquals(0.125, spec.training().validation());
        assertTrue(spec.training().earlyStopping().orElseThrow().restoresBest());
        assertEquals(
                new TestSpec.Drawn(0.2, false),
                AutoSpec.of(usual(), Options.target("size")).spec().data().test());
        Path csv = table(40, Map.of("x", row -> "" + row, "y", row -> row == 7 ? "rare" : "k" + row % 2));
        AutoSpec made = AutoSpec.of(csv, Options.target("y"));
        assertEquals(new TestSpec.Drawn(0.2, false), made.spec().data().test());
        assertTrue(notices(made).contains("only one row of rare"), notices(made));
    }

    @Test
    void batchEpochsAndUnitsFollowFromTheNumberOfRows() throws IOException {
        Map<String, IntFunction<String>> columns = Map.of("x", row -> "" + row, "y", row -> "k" + row % 2);
        TrainSpec small = AutoSpec.of(table(100, columns), Options.target("y")).spec();
        assertEquals(32, small.training().batch());
        assertEquals(List.of(Dense.of(64, Activations.relu()), Dense.of(32, Activations.relu())), small.model());
        TrainSpec middle =
                AutoSpec.of(table(5000, columns), Options.target("y")).spec();
        assertEquals(128, middle.training().batch());
        TrainSpec large =
                AutoSpec.of(table(200_000, columns), Options.target("y")).spec();
        assertEquals(256, large.training().batch());
        assertEquals(100, large.training().epochs());
        AutoSpec tiny = AutoSpec.of(table(4, columns), Options.target("y"));
        assertEquals(0, tiny.spec().training().validation());
        assertTrue(notices(tiny).contains("too few rows to validate"), notices(tiny));
    }

    @Test
    void optionsAndThenOverridesComeLast() throws IOException {
        Options options = Options.target("size")
                .hidden(List.of(7))
                .drop(List.of("id", "level"))
                .overrides(List.of(
                        "seed=-2",
                        "training.lr=1e-5",
                        "training.batch=5",
                        "training.epochs=4",
                        "data.columns.level=categorical",
                        "data.drop=[id]",
                        "training.early_stopping=none"));
        TrainSpec spec = AutoSpec.of(usual(), options).spec();
        assertEquals(List.of(Dense.of(7, Activations.relu())), spec.model());
        assertEquals(4, spec.training().epochs());
        assertEquals(5, spec.training().batch());
        assertEquals(1e-5, spec.training().optimizer().settings().get("lr"));
        assertEquals(-2, spec.seed());
        assertEquals(List.of("id"), spec.data().drop());
        assertEquals(ColumnType.CATEGORICAL, spec.data().columns().get("level"));
        assertEquals(Optional.empty(), spec.training().earlyStopping());
        assertEquals(
                List.of(),
                AutoSpec.of(usual(), Options.target("size").hidden(List.of()))
                        .spec()
                        .model());
    }

    @Test
    void theMadeSpecReadsBackFromItsText() throws IOException {
        Path csv = Files.writeString(
                folder.resolve("odd ${NAME}.csv"),
                "\uFEFF\"economy; (mpg)\";no;\"a\nb\";null\r\n1,5;1;x;2\r\n" + "2,5;2;y;3\r\n".repeat(5));
        TrainSpec spec =
                AutoSpec.of(csv, Options.target("null").drop(List.of("a\nb"))).spec();
        assertEquals(spec, SpecExamples.read(SpecText.of(spec, List.of()), folder));
        TrainSpec other = AutoSpec.of(csv, Options.target("no")).spec();
        assertEquals(other, SpecExamples.read(SpecText.of(other, List.of()), folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            y,x~1,1~2,2         | Y x | expected a column 'Y x' but got the columns [y, x] | a.csv
            yield,x~1,1~2,2     | yeild | expected a column 'yeild' | did you mean 'yield'?
            y,x~a,1~a,2         | y   | expected at least 2 classes but got only [a]  | predict another column
            y,x~a,1~b,2         | y   | one in each row, in column 'y'                | predict another column
            y,x~1.5,1~1.5,2     | y   | different numbers to predict but got only 1.5 | predict another column
            y,x~,1~?,2          | y   | expected rows with a target but column 'y'    | predict another column
            y,x~a,p~a,~b,       | x   | expected at least 2 classes but got only [p]  | 'x'
            y~1.5~2             | y   | expected a column to learn from               | none
            """)
    void aTableThatCannotBeLearnedFromIsRefusedInOneSentence(String text, String target, String part, String more)
            throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), text.strip().replace('~', '\n') + "\n");
        String message =
                String.valueOf(assertThrows(DataException.class, () -> AutoSpec.of(csv, Options.target(target)))
                        .getMessage());
        assertTrue(message.contains(part) && message.contains(more), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        Path csv = usual();
        List<Options> wrong = List.of(
                Options.target(),
                Options.target("kind").drop(List.of("kind")),
                Options.target("size", "size"),
                Options.target("level", "size").task(Task.CLASSIFICATION),
                Options.target("kind").hidden(List.of(0)),
                Options.target("kind").overrides(List.of("trainig.epochs=3")));
        for (Options options : wrong) {
            String message = String.valueOf(assertThrows(SpecException.class, () -> AutoSpec.of(csv, options))
                    .getMessage());
            assertTrue(message.startsWith("expected"), message);
            assertEquals(1, message.lines().count(), message);
        }
        assertThrows(
                DataException.class,
                () -> AutoSpec.of(csv, Options.target("kind").task(Task.REGRESSION)));
        assertThrows(
                DataException.class,
                () -> AutoSpec.of(csv, Options.target("kind").drop(List.of("knd"))));
    }
}
