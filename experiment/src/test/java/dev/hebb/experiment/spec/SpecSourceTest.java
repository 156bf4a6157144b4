package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hebb.data.ColumnType;
import dev.hebb.data.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecSourceTest {
    private static final String IDX = "hebb: 1\ntask: classification\ndata: {idx: {train: [images, labels]}}\n";
    private static final Map<String, String> ENVIRONMENT = Map.of("SET", "from/env", "EMPTY", "");

    @TempDir
    Path folder;

    private TrainSpec read(String text, String... overrides) {
        Variables variables = name -> Optional.ofNullable(ENVIRONMENT.get(name));
        return SpecReader.read(YamlText.parse(text, YamlText.top("s.yaml")), folder, variables, List.of(overrides));
    }

    private SourceSpec.Idx idx(String... overrides) {
        return (SourceSpec.Idx) read(IDX, overrides).data().source();
    }

    @Test
    void filesOfPicturesAreInTheirFolderAndMayBeMissingOnlyWhereTheyCanBeFetched() throws IOException {
        assertEquals(
                new SourceSpec.Idx(
                        List.of(folder.resolve("in/images"), folder.resolve("in/labels")),
                        List.of(folder.resolve("in/a"), folder.resolve("in/b")),
                        folder.resolve("in"),
                        Optional.of("mnist")),
                idx("data.folder=in", "data.download=mnist", "data.idx.test=[a, b]"));
        String message = String.valueOf(
                assertThrows(SpecException.class, () -> idx("data.folder=in")).getMessage());
        assertTrue(message.contains("there is no " + folder.resolve("in/images")), message);
        Files.writeString(folder.resolve("images"), "");
        Files.writeString(folder.resolve("labels"), "");
        assertEquals(Optional.empty(), idx().download());
    }

    @Test
    void picturesHaveTheirOwnDefaults() {
        TrainSpec spec = read(IDX, "data.download=mnist");
        assertEquals(new TestSpec.Drawn(0.2, true), spec.data().test());
        assertEquals(OptionalDouble.of(255), spec.preprocess().pixelsDivide());
        assertEquals(Scaling.NONE, spec.preprocess().targetScale());
        assertEquals(List.of(), spec.data().targets());
        assertEquals(
                new TestSpec.Given(),
                read(IDX, "data.download=mnist", "data.idx.test=[a, b]").data().test());
        assertEquals(
                new TestSpec.Last(0.5),
                read(IDX, "data.download=mnist", "data.test={last: 0.5}").data().test());
    }

    @Test
    void aFolderMayComeFromTheEnvironment() {
        assertEquals(
                folder.resolve("from/env/x"),
                idx("data.download=mnist", "data.folder=${SET:-data}/x").folder());
        assertEquals(
                folder.resolve("data/x"),
                idx("data.download=mnist", "data.folder=${NONE:-data}/x").folder());
        assertEquals(
                folder.resolve("data"),
                idx("data.download=mnist", "data.folder=${EMPTY:-data}").folder());
        assertEquals(
                folder.resolve("${SET}$"),
                idx("data.download=mnist", "data.folder=$${SET}$").folder());
    }

    @Test
    void aTableMayComeFromTheEnvironment() throws IOException {
        Files.createDirectories(folder.resolve("from/env"));
        Path file = Files.writeString(folder.resolve("from/env/a.csv"), "x,y\n1,2\n");
        TrainSpec spec = read("hebb: 1\ntask: regression\ndata: {file: \"${SET}/a.csv\", target: y}\n");
        assertEquals(new SourceSpec.TableFile(file), spec.data().source());
    }

    @Test
    void typesOfColumnsMayBeShortOrLong() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
        TrainSpec spec = read("""
                hebb: 1
                task: classification
                data:
                  file: a.csv
                  target: y
                  columns: {day: {type: date}, 1: categorical, no: numeric}
                  labels: {no: yes, 1.0: null}
                  missing_target: drop
                training: {class_weight: {yes: 2, no: 0.5}}
                """);
        assertEquals(
                Map.of("day", ColumnType.DATE, "1", ColumnType.CATEGORICAL, "no", ColumnType.NUMERIC),
                spec.data().columns());
        assertEquals(Map.of("no", "yes", "1.0", "null"), spec.data().labels());
        assertTrue(spec.data().dropsMissingTargets());
        assertEquals(
                new ClassWeights.ByClass(Map.of("yes", 2.0, "no", 0.5)),
                spec.training().classWeights());
    }

    @Test
    void anyTextIsWrittenSoThatItReadsBackTheSame() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n");
        List<String> texts = List.of(
                "",
                " ",
                "~",
                "null",
                "no",
                "true",
                "1.0",
                "1e5",
                "0x1F",
                "2026-01-01",
                "12:30",
                "<<",
                "=",
                "-",
                "? a",
                "a: b",
                "a #b",
                "#",
                " a ",
                "a  b",
                "a\nb",
                "\n",
                "a\r\nb",
                "\t",
                "'",
                "\"",
                "\\",
                "%",
                "@",
                "`",
                "{",
                "[a]",
                "*a",
                "&a",
                "!a",
                "|",
                ">",
                "---",
                "...",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "\u0000",
                "\u001b",
                "\uD83D\uDE00",
                "word ".repeat(80),
                "x".repeat(300),
                "${A}");
        Map<String, String> labels = new LinkedHashMap<>();
        texts.forEach(text -> labels.put(text, text + "."));
        DataSpec data = new DataSpec(
                new SourceSpec.TableFile(file),
                List.of("y"),
                labels,
                Map.of(),
                texts,
                texts,
                false,
                new TestSpec.Drawn(0.2, true));
        TrainSpec plain = read("hebb: 1\ntask: classification\ndata: {file: a.csv, target: y}\n");
        TrainSpec spec = new TrainSpec(
                plain.task(), 1, data, plain.preprocess(), plain.model(), plain.training(), plain.metrics());
        assertEquals(spec, read(SpecText.of(spec, List.of())));
    }
}
