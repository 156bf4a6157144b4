package dev.hebb.experiment.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecFormatTest {
    private static final List<String> EXAMPLES = SpecExamples.ALL;
    private static final Path REFERENCE = Path.of(System.getProperty("hebb.root", ".."), "docs", "spec.md");

    private final SchemaCheck schema = new SchemaCheck(SpecSchema.json());

    @TempDir
    Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        SpecExamples.makeFiles(folder);
    }

    private static SpecNode tree(String text) {
        return YamlText.parse(text, YamlText.top("s.yaml"));
    }

    private List<String> faults(String text) {
        return schema.faults(SchemaCheck.json(tree(text)));
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void anExampleFitsTheSchemaAndReadsBackFromItsResolvedText(String example) {
        assertEquals(List.of(), faults(example));
        TrainSpec spec = SpecExamples.read(example, folder);
        String resolved = SpecText.of(spec, List.of("a comment"));
        assertEquals(spec, SpecExamples.read(resolved, folder.resolve("elsewhere")));
        assertEquals(List.of(), faults(resolved));
        assertEquals(resolved, SpecText.of(SpecExamples.read(resolved, folder), List.of("a comment")));
    }

    @Test
    void theExamplesUseEveryKeyOfEverySection() {
        Set<String> used = new TreeSet<>();
        EXAMPLES.forEach(example -> walk(SpecFormat.SPEC, (SpecMap) tree(example), used));
        Set<String> all = new TreeSet<>();
        SpecFormat.SPEC.all().forEach(section -> section.names().forEach(name -> all.add(section.path() + "/" + name)));
        assertEquals(all, used);
    }

    private static void walk(Section section, SpecMap map, Set<String> used) {
        map.values().forEach((name, value) -> {
            used.add(section.path() + "/" + section.key(name).name());
            walk(section.key(name).kind(), value, used);
        });
    }

    private static void walk(Kind kind, SpecNode node, Set<String> used) {
        if (kind instanceof Kind.Sub sub && node instanceof SpecMap map) {
            walk(sub.section(), map, used);
        } else if (kind instanceof Kind.ListOf list) {
            node.elements().forEach(element -> walk(list.element(), element, used));
        } else if (kind instanceof Kind.Either either) {
            either.kinds().forEach(one -> walk(one, node, used));
        } else if (kind instanceof Kind.MapOf mapOf && node instanceof SpecMap map) {
            map.values().values().forEach(value -> walk(mapOf.value(), value, used));
        } else if (kind instanceof Kind.Pick pick && node instanceof SpecMap map) {
            map.values().forEach((name, value) -> walk(pick.kinds().get(name), value, used));
        }
    }

    @ParameterizedTest
    @FieldSource("EXAMPLES")
    void theReaderLooksAtEveryKeyAndSoDoesTheSchema(String example) {
        SpecNode tree = tree(example);
        List<SpecNode> broken = new ArrayList<>();
        breakEach(tree, broken);
        for (SpecNode spec : broken) {
            assertNotEquals(tree, spec);
            assertThrows(
                    SpecException.class,
                    () -> SpecReader.read(spec, folder, Variables.ofProcess(), List.of()),
                    spec::toString);
            assertNotEquals(List.of(), schema.faults(SchemaCheck.json(spec)), spec::toString);
        }
    }

    /** Adds a spec for every value of every mapping, in which that value is of a kind that fits nowhere. */
    private static void breakEach(SpecNode node, List<SpecNode> into) {
        if (node instanceof SpecMap map) {
            map.values().forEach((key, value) -> {
                SpecNode nonsense = new SpecMap(
                        value.place(),
                        Map.of("?", new SpecList(value.place(), List.of(new SpecList(value.place(), List.of())))));
                into.add(with(map, key, nonsense));
                List<SpecNode> below = new ArrayList<>();
                breakEach(value, below);
                below.forEach(broken -> into.add(with(map, key, broken)));
            });
        } else if (node instanceof SpecList list) {
            for (int i = 0; i < list.elements().size(); i++) {
                List<SpecNode> below = new ArrayList<>();
                breakEach(list.elements().get(i), below);
                for (SpecNode broken : below) {
                    List<SpecNode> elements = new ArrayList<>(list.elements());
                    elements.set(i, broken);
                    into.add(new SpecList(list.place(), elements));
                }
            }
        }
    }

    private static SpecMap with(SpecMap map, String key, SpecNode value) {
        Map<String, SpecNode> values = new LinkedHashMap<>(map.values());
        values.put(key, value);
        return new SpecMap(map.place(), values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1",
                "training: {epoch: 5}",
                "training: {epochs: 0}",
                "training: {epochs: 1.5}",
                "training: {epochs: 2147483648}",
                "training: {validation: 1}",
                "training: {optimizer: addam}",
                "training: {optimizer: {adam: {lr: 0}}}",
                "training: {optimizer: {adam: {}, sgd: {}}}",
                "training: {class_weight: {a: -1}}",
                "training: {clip: {norm: 1, value: 2}}",
                "training: {early_stopping: never}",
                "preprocess: {numeric: {scale: standart}}",
                "preprocess: {numeric: {indicator: yes}}",
                "model: [dense]",
                "model: [{dense: {}}]",
                "model: [{dropout: 1}]",
                "metrics: [acuracy]"
            })
    void theSchemaRefusesWhatTheReaderRefuses(String line) {
        String start = "hebb: 1\ntask: classification\ndata: {file: weather.csv, target: weather}\n";
        assertEquals(List.of(), faults(start));
        assertThrows(SpecException.class, () -> SpecExamples.read(start + line, folder));
        assertNotEquals(List.of(), faults(start + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{file: weather.csv}",
                "{target: weather}",
                "{file: weather.csv, target: []}",
                "{file: weather.csv, target: weather, folder: a}",
                "{file: weather.csv, target: weather, idx: {train: [a, b]}}",
                "{idx: {train: [a]}, download: mnist}",
                "{idx: {train: [a, b]}, download: mnist, target: x}",
                "{file: weather.csv, target: weather, test: {}}",
                "{file: weather.csv, target: weather, test: {last: 0.1, stratify: true}}",
                "{file: weather.csv, target: weather, columns: {a: {}}}"
            })
    void theSchemaRefusesDataThatTheReaderRefuses(String data) {
        String text = "hebb: 1\ntask: classification\ndata: " + data;
        assertThrows(SpecException.class, () -> SpecExamples.read(text, folder));
        assertNotEquals(List.of(), faults(text));
    }

    @Test
    void everyDefaultFitsItsOwnKey() {
        int count = 0;
        for (Section section : SpecFormat.SPEC.all()) {
            JsonNode part = section.path().isEmpty()
                    ? schema.root()
                    : schema.root().path("$defs").path(section.path());
            for (Key key : section.keys()) {
                JsonNode own = part.path("properties").path(key.name());
                assertTrue(own.path("description").textValue().endsWith("."), key.toString());
                if (key.presence() == Key.Presence.DEFAULT) {
                    count++;
                    assertEquals(List.of(), schema.faults(own, own.path("default"), key.name()));
                }
                if (key.presence() == Key.Presence.REQUIRED || key.presence() == Key.Presence.FORM) {
                    JsonNode example = SchemaCheck.json(tree(key.sample()));
                    assertEquals(List.of(), schema.faults(own, example, key.name()));
                }
            }
        }
        assertTrue(count > 30, "defaults: " + count);
    }

    @Test
    void theReferenceInTheDocumentsIsTheOneThatTheCodeMakes() {
        String text = SpecReference.markdown();
        try {
            if (System.getProperty("snapshots.write") != null) {
                Files.writeString(REFERENCE, text);
            }
            assertEquals(
                    Files.readString(REFERENCE),
                    text,
                    () -> REFERENCE + " differs; if that is meant, run the test with -Dsnapshots.write");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
