package dev.hebb.experiment.spec;

import dev.hebb.data.ColumnType;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code data}. */
final class DataReader {
    private final Path folder;
    private final Variables variables;

    /** @param folder what paths are relative to */
    DataReader(Path folder, Variables variables) {
        this.folder = folder;
        this.variables = variables;
    }

    DataSpec read(Fields data, Task task) {
        return data.has("idx") ? pictures(data, task) : table(data, task);
    }

    private DataSpec pictures(Fields data, Task task) {
        if (task != Task.CLASSIFICATION) {
            throw data.require("idx").wrong("task: classification with idx, whose labels are classes", "");
        }
        Path home = data.get("folder").map(node -> path(node, folder)).orElse(folder);
        Optional<String> download = data.has("download") ? Optional.of(data.word("download")) : Optional.empty();
        Fields idx = data.section("idx");
        List<Path> train = files(idx, "train", home, download.isEmpty());
        List<Path> test = idx.has("test") ? files(idx, "test", home, download.isEmpty()) : List.of();
        if (!test.isEmpty() && data.has("test")) {
            throw data.require("test").wrong("either data.test or data.idx.test", "take one of them out");
        }
        TestSpec held = test.isEmpty() ? test(data, task) : new TestSpec.Given();
        if (held instanceof TestSpec.Separate) {
            throw data.require("test")
                    .wrong("test: {fraction: 0.2} or {last: 0.2} for pictures", "name test files at data.idx.test");
        }
        SourceSpec source = new SourceSpec.Idx(train, test, home, download);
        return new DataSpec(source, List.of(), Map.of(), Map.of(), List.of(), List.of(), false, held);
    }

    private List<Path> files(Fields idx, String key, Path home, boolean mustExist) {
        idx.texts(key);
        return idx.require(key).elements().stream()
                .map(node -> mustExist ? file(node, home) : path(node, home))
                .toList();
    }

    private DataSpec table(Fields data, Task task) {
        List<String> targets = data.texts("target");
        SpecNode target = data.require("target");
        if (task == Task.CLASSIFICATION && targets.size() > 1) {
            throw target.wrong("one target column for classification", "");
        }
        Set<String> seen = new HashSet<>();
        targets.stream().filter(name -> !seen.add(name)).findFirst().ifPresent(twice -> {
            throw new SpecException(
                    "expected every target once but got '" + Names.brief(twice) + "' twice at " + target.place());
        });
        List<String> drop = data.has("drop") ? data.texts("drop") : List.of();
        requireOthers(drop, targets, data, "drop");
        return new DataSpec(
                new SourceSpec.TableFile(file(data.require("file"), folder)),
                targets,
                labels(data, task),
                columns(data, targets, drop),
                drop,
                data.has("missing") ? data.texts("missing") : DataSpec.DEFAULT_MISSING,
                data.word("missing_target").equals("drop"),
                test(data, task));
    }

    private static void requireOthers(Iterable<String> names, List<String> targets, Fields data, String key) {
        names.forEach(name -> {
            if (targets.contains(name)) {
                throw new SpecException("expected columns at " + key + " other than the target but got '"
                        + Names.brief(name) + "' at " + data.require(key).place() + "; take it out");
            }
        });
    }

    private static Map<String, SpecNode> mapping(Fields data, String key) {
        if (!data.has(key)) {
            return Map.of();
        }
        SpecNode node = data.require(key);
        if (node instanceof SpecMap map) {
            return map.values();
        }
        throw node.wrong("a mapping", "such as " + key + ": {name: value}");
    }

    private static Map<String, String> labels(Fields data, Task task) {
        Map<String, String> labels = new LinkedHashMap<>();
        mapping(data, "labels").forEach((old, name) -> labels.put(old, name.text()));
        if (task != Task.CLASSIFICATION && !labels.isEmpty()) {
            throw data.require("labels").wrong("labels only with task: classification", "take labels out");
        }
        return labels;
    }

    private static Map<String, ColumnType> columns(Fields data, List<String> targets, List<String> drop) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        mapping(data, "columns").forEach((name, node) -> types.put(name, type(node)));
        requireOthers(types.keySet(), targets, data, "columns");
        types.keySet().stream().filter(drop::contains).findFirst().ifPresent(both -> {
            throw new SpecException("expected columns other than those at data.drop but got '" + Names.brief(both)
                    + "' at " + data.require("columns").place() + "; take it out of one of them");
        });
        return types;
    }

    private static ColumnType type(SpecNode node) {
        if (node instanceof SpecMap map) {
            Fields column = map.fields(DataFormat.COLUMN);
            column.require("type");
            return column.word("type", ColumnType.class);
        }
        return Words.constant(ColumnType.class, Fields.word(node, DataFormat.COLUMN_TYPE));
    }

    private Path path(SpecNode node, Path home) {
        try {
            return home.resolve(variables.expand(node)).normalize();
        } catch (InvalidPathException e) {
            throw node.wrong("a path", String.valueOf(e.getReason()));
        }
    }

    private Path file(SpecNode node, Path home) {
        Path file = path(node, home);
        if (!Files.isRegularFile(file)) {
            throw node.wrong(
                    "a file",
                    Files.isDirectory(file)
                            ? file + " is a folder"
                            : "there is no " + file + "; paths are relative to the spec's folder");
        }
        return file;
    }

    private TestSpec test(Fields data, Task task) {
        boolean canStratify = task == Task.CLASSIFICATION;
        if (!data.has("test")) {
            return new TestSpec.Drawn(TestSpec.DEFAULT_FRACTION, canStratify);
        }
        Fields fields = data.section("test");
        if (fields.has("last")) {
            return new TestSpec.Last(fields.number("last"));
        }
        if (fields.has("file")) {
            return new TestSpec.Separate(file(fields.require("file"), folder));
        }
        boolean isStratified = fields.has("stratify") ? fields.flag("stratify") : canStratify;
        if (isStratified && !canStratify) {
            throw fields.require("stratify").wrong("stratify: false for regression", "");
        }
        return new TestSpec.Drawn(fields.number("fraction"), isStratified);
    }
}
